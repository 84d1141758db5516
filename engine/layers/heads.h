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

/// What the transform computes on its way, R x H each; what follows may be what comes before, if nobody needs it.
struct PredictionTransformActivations
{
    MatrixView dense, activated, output;
};

/// y = LayerNorm(activation(W x + b)).  Source: BertPredictionHeadTransform; get_masked_lm_output in run_pretraining.py
/// of google-research/bert.  x, y: R x H, not overlapping.  Throws Cancelled. The logits are a linear layer on y, with
/// the token table as weight; next-sentence logits are one on the pooled vector.
void prediction_transform_forward(const ConstMatrixView &x, const PredictionTransformWeights &weights,
                                  const MatrixView &y, const Execution &execution);

/// The same, keeping what the way back needs.
void prediction_transform_forward(const ConstMatrixView &x, const PredictionTransformWeights &weights,
                                  const PredictionTransformActivations &activations, const Execution &execution);

/// dcls = (doutput (1 - output²)) W, assigned; gradients added. `gradient` holds dL/doutput (and then by dense), B x H;
/// output: of the forward pass; transposed: Wᵀ; `columns` is room for xᵀ. dcls must not overlap. Throws Cancelled.
void pooler_backward(const ConstMatrixView &cls, const ConstMatrixView &output, const PackedMatrix &transposed,
                     const MatrixView &gradient, const MatrixView &dcls, const LinearGradient &gradients,
                     PackedMatrix &columns, const Execution &execution);

struct PredictionTransformGradients
{
    LinearGradient dense;
    LayerNormGradient norm;
};

/// LayerNorm, activation and dense layer backwards: `gradient` holds dL/dy (and then by dense), R x H; dx is assigned,
/// gradients are added. dx must not overlap. Throws Cancelled.
void prediction_transform_backward(const ConstMatrixView &x, const PredictionTransformWeights &weights,
                                   const PackedMatrix &transposed, const PredictionTransformActivations &activations,
                                   const MatrixView &gradient, const MatrixView &dx,
                                   const PredictionTransformGradients &gradients, PackedMatrix &columns,
                                   const Execution &execution);

} // namespace bertlab
