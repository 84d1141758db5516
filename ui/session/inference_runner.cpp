#include "session/inference_runner.h"

#include <algorithm>
#include <array>

namespace bertlab {

TraceRequest traceForPages()
{
    using namespace trace_name;
    return [](std::string_view name) {
        constexpr std::array whole{
            embeddings_word,   embeddings_position, embeddings_token_type, embeddings_sum, embeddings_output,
            last_hidden_state, transform,           pooler_dense,          pooler_output,  seq_relationship_logits};
        constexpr std::array inLayers{query, key, value, probabilities, output};
        constexpr std::string_view prefix = "encoder.layer.";
        if (!name.starts_with(prefix))
            return std::find(whole.begin(), whole.end(), name) != whole.end();
        const std::string_view tensor = name.substr(name.find('.', prefix.size()) + 1);
        return std::find(inLayers.begin(), inLayers.end(), tensor) != inLayers.end();
    };
}

InferenceRunner::InferenceRunner(std::shared_ptr<Workers> workers, QObject *parent)
    : QObject(parent), m_workers(std::move(workers)),
      m_job([this](std::shared_ptr<const Reading> reading) { emit finished(std::move(reading)); },
            [this](const QString &sentence) { emit failed(sentence); })
{}

void InferenceRunner::run(std::shared_ptr<const Model> model, const QString &text, const QString &pair,
                          const Covers &covers, const ReadingVariant &variant)
{
    m_job.run(
        [workers = m_workers, model = std::move(model), text, pair, covers, variant](const IsCancelled &isCancelled) {
            ReadingRequest request;
            request.text = text.toStdString();
            if (!pair.isEmpty())
                request.pair = pair.toStdString();
            request.covered = covers.placedIn(*model, text, pair);
            request.trace = traceForPages();
            request.variant = variant;
            request.is_cancelled = isCancelled;
            return read(model, request, *workers);
        });
}

} // namespace bertlab
