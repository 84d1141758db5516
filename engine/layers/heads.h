#pragma once

#include "layers/layer_norm.h"
#include "layers/linear.h"
#include "numerics/activations.h"

namespace bertlab {

/// output = tanh(dense),  dense = W h_[CLS] + b.  Source: BertPooler; modeling.py of google-research/bert.
/// cls: B x H, the first token of each sequence; dense, output: B x H; output may be dense.  Throws Cancelled.
void pooler_forward(const ConstMatrixView &cls, const LinearWeights &weights, const MatrixView &dense,
                    const MatrixView &output, const Execution &execution);

/// What the MLM head does to a token before its vector is compared with the row of each piece.
struct PredictionTransformWeights
{
    LinearWeights dense; ///< H x H
    LayerNormWeights norm;
    Activation activation = Activation::gelu;
};

/// y = LayerNorm(activation(W x + b)).  Source: BertPredictionHeadTransform; get_masked_lm_output in run_pretraining.py
/// of google-research/bert.  x, y: R x H, not overlapping.  Throws Cancelled. The logits are a linear layer on y, with
/// the token table as weight; next-sentence logits are one on the pooled vector.
void prediction_transform_forward(const ConstMatrixView &x, const PredictionTransformWeights &weights,
                                  const MatrixView &y, const Execution &execution);

} // namespace bertlab
