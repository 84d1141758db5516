#include "training/not_finite.h"

#include "model/bert.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <ranges>

namespace bertlab {

namespace {

bool is_finite(std::span<const float> values)
{
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

std::span<const float> values_of(const Parameters &parameters, const TensorInfo &tensor)
{
    return parameters.values().subspan(tensor.offset, static_cast<std::size_t>(tensor.size()));
}

/// The names of a trace in the order in which they are computed.
std::vector<std::string> names_in_order(Index layers)
{
    std::vector<std::string> names{std::string(trace_name::embeddings_sum), std::string(trace_name::embeddings_output)};
    for (Index layer = 0; layer < layers; ++layer)
        for (const std::string_view tensor :
             {trace_name::query, trace_name::key, trace_name::value, trace_name::scores, trace_name::probabilities,
              trace_name::context, trace_name::attention_dense, trace_name::attention_output,
              trace_name::intermediate_dense, trace_name::intermediate_output, trace_name::output_dense,
              trace_name::output})
            names.push_back(trace_name::layer(layer, tensor));
    for (const std::string_view tensor :
         {trace_name::pooler_dense, trace_name::pooler_output, trace_name::seq_relationship_logits,
          trace_name::transform, trace_name::prediction_logits})
        names.emplace_back(tensor);
    return names;
}

std::optional<std::string> first_activation(const Parameters &weights, const Batch &batch, Workers &workers)
{
    ForwardOptions options;
    options.trace = trace_everything();
    const auto trace = Bert(weights).forward(batch, options, workers).trace;
    for (const std::string &name : names_in_order(weights.config().num_hidden_layers))
        if (const auto tensor = trace->tensors().find(name);
            tensor != trace->tensors().end() && !is_finite(tensor->second.values))
            return name;
    return std::nullopt;
}

} // namespace

std::string describe_not_finite(const Parameters &weights, const Parameters &gradients, const Batch &batch,
                                Workers &workers)
{
    const std::string advice = " (a lower learning rate or a longer warm-up may help).";
    for (const TensorInfo &tensor : weights.layout().tensors())
        if (!is_finite(values_of(weights, tensor)))
            return "the loss is no finite number; the weights of " + tensor.name + " went first" + advice;
    if (const auto name = first_activation(weights, batch, workers))
        return "the loss is no finite number; " + *name + " went first" + advice;
    for (const TensorInfo &tensor : weights.layout().tensors() | std::views::reverse)
        if (!is_finite(values_of(gradients, tensor)))
            return "a gradient is no finite number; that of " + tensor.name + " went first" + advice;
    return "the norm of all gradients is too large for a number" + advice;
}

} // namespace bertlab
