#include "pages/model_structure.h"

#include "analysis/parameter_counts.h"
#include "pages/wording.h"

#include <QCoreApplication>
#include <QLocale>

namespace bertlab {

namespace {

class Structure
{
    Q_DECLARE_TR_FUNCTIONS(ModelStructure)
};
using Box = FlowColumnsData::Box;
using Look = Box::Look;

constexpr int mostLayers = 6; ///< that have a box each

QString number(Index value)
{
    return QLocale(QLocale::English).toString(qlonglong(value));
}

QString number(std::size_t value)
{
    return number(static_cast<Index>(value));
}

/// "13 × 256"
QString shape(Index rows, Index columns)
{
    return QStringLiteral("%1 × %2").arg(number(rows), number(columns));
}

QString layerId(Index layer)
{
    return QStringLiteral("layer-%1").arg(layer);
}

/// What is needed everywhere.
struct Facts
{
    explicit Facts(const Reading &reading)
        : config(reading.model->bert.config()), counts(parameter_counts(config)), tokens(reading.encoding.size()),
          layers(config.num_hidden_layers), hidden(config.hidden_size), state(shape(tokens, hidden))
    {}
    const Config &config;
    ParameterCounts counts;
    Index tokens, layers, hidden;
    QString state; ///< tokens × hidden
};

Box layerBox(const Facts &model, Index first, Index last, int open)
{
    const bool isOpen = open >= first && open <= last;
    Box box{layerId(isOpen ? open : first),
            first == last ? Structure::tr("Layer %1").arg(first + 1)
                          : Structure::tr("Layers %1 … %2").arg(first + 1).arg(last + 1),
            first == last ? countInWords(model.counts.layer.sum())
                          : Structure::tr("%1 × %2").arg(last - first + 1).arg(countInWords(model.counts.layer.sum())),
            model.state, isOpen ? Look::open : Look::block};
    return box;
}

QList<Box> layerBoxes(const Facts &model, int open)
{
    QList<Box> boxes;
    if (model.layers <= mostLayers) {
        for (Index layer = 0; layer < model.layers; ++layer)
            boxes.append(layerBox(model, layer, layer, open));
        return boxes;
    }
    boxes.append(layerBox(model, 0, 0, open));
    boxes.append(layerBox(model, 1, 1, open));
    boxes.append(layerBox(model, 2, model.layers - 2, open));
    boxes.append(layerBox(model, model.layers - 1, model.layers - 1, open));
    return boxes;
}

FlowColumnsData::Column openedLayer(const Facts &model, int layer)
{
    const ParameterCounts::Layer &counts = model.counts.layer;
    const Index heads = model.config.num_attention_heads, size = model.config.head_size();
    const QString inner = shape(model.tokens, model.config.intermediate_size);
    return {Structure::tr("Inside layer %1").arg(layer + 1),
            {{{},
              layer == 0 ? Structure::tr("From the embeddings") : Structure::tr("From layer %1").arg(layer),
              {},
              model.state,
              Look::data},
             {"qkv", Structure::tr("Q, K, V"), countInWords(counts.query_key_value),
              QStringLiteral("3 × %1 × %2").arg(number(heads), shape(model.tokens, size))},
             {"heads", Structure::tr("softmax(Q Kᵀ ÷ √%1) V").arg(size), Structure::tr("%1 heads").arg(heads),
              Structure::tr("joined: %1").arg(model.state)},
             {"attention-dense", Structure::tr("dense"), countInWords(counts.attention_dense), model.state},
             {"attention-residual", Structure::tr("+ residual"), {}, model.state, Look::block, 0},
             {"attention-norm", Structure::tr("LayerNorm"), countInWords(counts.attention_norm), model.state},
             {"intermediate", Structure::tr("dense, GELU"), countInWords(counts.intermediate), inner},
             {"output-dense", Structure::tr("dense"), countInWords(counts.output_dense), model.state},
             {"output-residual", Structure::tr("+ residual"), {}, model.state, Look::block, 5},
             {"output-norm", Structure::tr("LayerNorm"), countInWords(counts.output_norm)}}};
}

FlowColumnsData::Column headsOf(const Reading &reading, const Facts &model)
{
    const Bert &bert = reading.model->bert;
    FlowColumnsData::Column column{Structure::tr("What comes out"), {}};
    const auto missing = [&bert](Part part) { return bert.has(part) ? QString() : Structure::tr("not in this file"); };
    column.boxes.append(
        {"sequence", Structure::tr("Sequence output"), model.state, Structure::tr("each row"), Look::data});
    column.boxes.append({"mlm", Structure::tr("MLM head"),
                         bert.has(Part::masked_lm) ? countInWords(model.counts.masked_lm) : missing(Part::masked_lm),
                         shape(model.tokens, model.config.vocab_size)});
    column.boxes.append(
        {"pieces", Structure::tr("A score for every piece"), {}, Structure::tr("row of [CLS] alone"), Look::data});
    column.boxes.append({"pooler", Structure::tr("Pooler"),
                         bert.has(Part::pooler) ? countInWords(model.counts.pooler) : missing(Part::pooler),
                         shape(1, model.hidden)});
    column.boxes.append(
        {"nsp", Structure::tr("NSP head"),
         bert.has(Part::next_sentence) ? number(model.counts.next_sentence) : missing(Part::next_sentence),
         shape(1, 2)});
    column.boxes.append({"pair", Structure::tr("IsNext or NotNext"), {}, {}, Look::data});
    return column;
}

QString product(Index rows, Index columns)
{
    return QStringLiteral("%1 · %2 + %1").arg(number(rows), number(columns));
}

/// A part's formula and the count of its weights, written out.
struct PartWords
{
    QString title, what;
    QList<std::pair<QString, QString>> steps;
};

PartWords wordsOfEmbeddings(const Facts &model)
{
    const Config &c = model.config;
    const ParameterCounts &counts = model.counts;
    return {
        Structure::tr("Embeddings"),
        Structure::tr("Each token's row of the token table, the row of its position and that of its segment are added; "
                      "LayerNorm follows."),
        {{Structure::tr("token: %1 · %2").arg(number(c.vocab_size), number(c.hidden_size)), number(counts.word)},
         {Structure::tr("position: %1 · %2").arg(number(c.max_position_embeddings), number(c.hidden_size)),
          number(counts.position)},
         {Structure::tr("segment: %1 · %2").arg(number(c.type_vocab_size), number(c.hidden_size)),
          number(counts.token_type)},
         {Structure::tr("LayerNorm: 2 · %1").arg(number(c.hidden_size)), number(counts.embeddings_norm)},
         {Structure::tr("sum"), number(counts.embeddings())}}};
}

PartWords wordsOfLayer(const Facts &model, int layer)
{
    const ParameterCounts::Layer &l = model.counts.layer;
    return {Structure::tr("Layer %1").arg(layer + 1),
            Structure::tr(
                "Attention lets every token take from every other; the feed-forward block then works on each token "
                "alone. Both add to what came in, and LayerNorm evens it out."),
            {{Structure::tr("Q, K, V"), number(l.query_key_value)},
             {Structure::tr("dense of attention"), number(l.attention_dense)},
             {Structure::tr("LayerNorm"), number(l.attention_norm)},
             {Structure::tr("feed-forward, in"), number(l.intermediate)},
             {Structure::tr("feed-forward, out"), number(l.output_dense)},
             {Structure::tr("LayerNorm"), number(l.output_norm)},
             {Structure::tr("sum"), number(l.sum())},
             {Structure::tr("× %1 layers").arg(model.counts.layers), number(model.counts.encoder())}}};
}

PartWords wordsOfAttention(const Facts &model, const QString &id)
{
    const Index hidden = model.hidden, heads = model.config.num_attention_heads, size = model.config.head_size();
    if (id == QLatin1String("qkv"))
        return {Structure::tr("Q, K, V"),
                Structure::tr(
                    "Three dense layers make a query, a key and a value of each token; their columns are cut into "
                    "%1 heads of %2.")
                    .arg(heads)
                    .arg(size),
                {{Structure::tr("one of them: %1").arg(product(hidden, hidden)), number(hidden * hidden + hidden)},
                 {Structure::tr("three"), number(model.counts.layer.query_key_value)}}};
    if (id == QLatin1String("heads"))
        return {
            Structure::tr("Heads"),
            Structure::tr(
                "For each head: scores Q Kᵀ ÷ √%1, softmax of each row, and the values mixed by these weights. "
                "No weights of its own.")
                .arg(size),
            {{Structure::tr("maps"), QStringLiteral("%1 × %2").arg(number(heads), shape(model.tokens, model.tokens))},
             {Structure::tr("joined: %1 · %2").arg(number(heads), number(size)), number(hidden)}}};
    return {Structure::tr("Dense layer of attention"),
            Structure::tr("Mixes what the heads brought."),
            {{product(hidden, hidden), number(model.counts.layer.attention_dense)}}};
}

PartWords wordsOfFeedForward(const Facts &model, const QString &id)
{
    const Index hidden = model.hidden, inner = model.config.intermediate_size;
    if (id == QLatin1String("intermediate"))
        return {Structure::tr("Feed-forward, in"),
                Structure::tr("Each token alone: a dense layer to four times the width or so, then GELU."),
                {{product(inner, hidden), number(model.counts.layer.intermediate)}}};
    return {Structure::tr("Feed-forward, out"),
            Structure::tr("Back to the width of the model."),
            {{product(hidden, inner), number(model.counts.layer.output_dense)}}};
}

PartWords wordsOfTop(const Facts &model, const QString &id)
{
    const Index hidden = model.hidden, pieces = model.config.vocab_size;
    const ParameterCounts &counts = model.counts;
    if (id == QLatin1String("mlm"))
        return {Structure::tr("MLM head"),
                Structure::tr(
                    "t = LayerNorm(GELU(dense(h))), then a score for each piece: t · its row of the token table + its "
                    "bias. The table is that of the embeddings, so it is not counted again."),
                {{Structure::tr("dense: %1").arg(product(hidden, hidden)), number(hidden * hidden + hidden)},
                 {Structure::tr("LayerNorm: 2 · %1").arg(number(hidden)), number(2 * hidden)},
                 {Structure::tr("biases of the pieces"), number(pieces)},
                 {Structure::tr("sum"), number(counts.masked_lm)}}};
    if (id == QLatin1String("nsp"))
        return {Structure::tr("NSP head"),
                Structure::tr("Two scores from the pooled vector: index 0 = IsNext, 1 = NotNext."),
                {{product(2, hidden), number(counts.next_sentence)}}};
    return {Structure::tr("Pooler"),
            Structure::tr("tanh(dense(row of [CLS])): one vector for the whole input."),
            {{product(hidden, hidden), number(counts.pooler)}}};
}

PartWords wordsOfAll(const Facts &model)
{
    const ParameterCounts &counts = model.counts;
    return {
        Structure::tr("The model"),
        Structure::tr("The way of this sentence through the model. The text on each arrow is the shape of what flows "
                      "there: tokens × width."),
        {{Structure::tr("embeddings"), number(counts.embeddings())},
         {Structure::tr("%1 layers").arg(counts.layers), number(counts.encoder())},
         {Structure::tr("pooler"), number(counts.pooler)},
         {Structure::tr("sum without heads"), number(counts.without_heads())},
         {Structure::tr("MLM head"), number(counts.masked_lm)},
         {Structure::tr("NSP head"), number(counts.next_sentence)},
         {Structure::tr("sum"), number(counts.with_heads())}}};
}

PartWords wordsOf(const Facts &model, const QString &id)
{
    if (id == QLatin1String("embeddings"))
        return wordsOfEmbeddings(model);
    if (layerOfBox(id) >= 0)
        return wordsOfLayer(model, layerOfBox(id));
    if (id == QLatin1String("qkv") || id == QLatin1String("heads") || id == QLatin1String("attention-dense"))
        return wordsOfAttention(model, id);
    if (id == QLatin1String("intermediate") || id == QLatin1String("output-dense"))
        return wordsOfFeedForward(model, id);
    if (id == QLatin1String("mlm") || id == QLatin1String("nsp") || id == QLatin1String("pooler"))
        return wordsOfTop(model, id);
    if (id.endsWith(QLatin1String("-norm")))
        return {Structure::tr("LayerNorm"),
                Structure::tr(
                    "Each token's vector: minus its mean, divided by its deviation, times gamma, plus beta. In BERT "
                    "it stands behind the residual (post-LayerNorm)."),
                {{Structure::tr("gamma and beta: 2 · %1").arg(number(model.hidden)), number(2 * model.hidden)}}};
    if (id.endsWith(QLatin1String("-residual")))
        return {
            Structure::tr("Residual"), Structure::tr("What the block made is added to what came in. No weights."), {}};
    return wordsOfAll(model);
}

/// Other pictures of the model have other words; a part keeps its numbers.
Explanation aboutTab(ModelTab tab, Explanation explanation)
{
    switch (tab) {
    case ModelTab::structure:
        break;
    case ModelTab::weights:
        explanation.title = Structure::tr("Weights and sizes");
        explanation.what =
            Structure::tr("Where this model's weights are, and how many the six released sizes have, counted from "
                          "their configuration. A marked size has the layers, width and heads of this model.");
        explanation.tryThis = Structure::tr("Open another model and compare: which parts grow with the layers, which "
                                            "with the width, which with the vocabulary? The line at the bottom says "
                                            "how long a pass takes.");
        break;
    case ModelTab::tasks:
        explanation.title = Structure::tr("One BERT, many tasks");
        explanation.what = Structure::tr("The same BERT stands below every task. A small head on top takes the pooled "
                                         "vector (one answer for all) or every row (an answer for each token).");
        explanation.tryThis = Structure::tr("Type a question as A and a passage as B: the shapes in the third column "
                                            "are those of your text.");
        explanation.careful = Structure::tr("This model has the heads of its pre-training only. A task's head comes "
                                            "with fine-tuning, which trains all of BERT a little further.");
        explanation.experiment = {Structure::tr("See the two outputs"), QStringLiteral("outputs"), {}};
        break;
    case ModelTab::gpt:
        explanation.title = Structure::tr("BERT and GPT");
        explanation.what = Structure::tr("BERT is auto-encoding: it guesses covered pieces and looks to both sides. "
                                         "GPT is auto-regressive: it guesses the next piece from those before it.");
        explanation.tryThis = Structure::tr("Guess “The [MASK] barked at the postman.” on the page Fill the gap, then "
                                            "again when forced to read left to right: nothing says what barked.");
        explanation.careful = Structure::tr("Closing what is to the right does not make a GPT of BERT: it was not "
                                            "trained so. Pre-training can train a small causal model beside it.");
        explanation.experiment = {Structure::tr("Force it to read left to right"), QStringLiteral("attention"),
                                  QStringLiteral("attention-causal"),
                                  QStringLiteral("The [MASK] barked at the postman.")};
        break;
    }
    return explanation;
}

} // namespace

FlowColumnsData stackOf(const Reading &reading, int open)
{
    const Facts model(reading);
    FlowColumnsData data;
    FlowColumnsData::Column stack{Structure::tr("%1 tokens in").arg(model.tokens), {}};
    stack.boxes.append({"tokens", Structure::tr("Ids"), {}, Structure::tr("3 × %1").arg(model.tokens), Look::data});
    stack.boxes.append(
        {"embeddings", Structure::tr("Embeddings, LayerNorm"), countInWords(model.counts.embeddings()), model.state});
    stack.boxes += layerBoxes(model, open);
    stack.boxes.append({"sequence-end", Structure::tr("Sequence output"), {}, {}, Look::data});
    data.columns.append(stack);
    if (open >= 0)
        data.columns.append(openedLayer(model, open));
    data.columns.append(headsOf(reading, model));
    data.quantity = QStringLiteral("structure");
    return data;
}

FlowColumnsData taskHeads(const Reading &reading)
{
    const Facts model(reading);
    const QString row = shape(1, model.hidden);
    FlowColumnsData data;
    data.columns = {
        {Structure::tr("Class of a sentence or a pair"),
         {{{}, Structure::tr("BERT"), {}, model.state, Look::data},
          {{}, Structure::tr("Row of [CLS]"), {}, row, Look::data},
          {"pooler", Structure::tr("Pooler: dense, tanh"), {}, row},
          {{}, Structure::tr("dense, one row a class"), {}, Structure::tr("1 × classes")},
          {{}, Structure::tr("softmax: the class"), {}, {}, Look::data}},
         Structure::tr("Sentiment, paraphrase, does B follow from A: one answer for all.")},
        {Structure::tr("A tag for each token"),
         {{{}, Structure::tr("BERT"), {}, model.state, Look::data},
          {"sequence", Structure::tr("Every row"), {}, model.state, Look::data},
          {{}, Structure::tr("dense, one row a tag"), {}, Structure::tr("%1 × tags").arg(model.tokens)},
          {{}, Structure::tr("softmax of each row: the tags"), {}, {}, Look::data}},
         Structure::tr("Names, parts of speech: the first piece of a word speaks for it.")},
        {Structure::tr("An answer in a passage"),
         {{{}, Structure::tr("BERT on question and passage"), {}, model.state, Look::data},
          {"sequence", Structure::tr("Every row"), {}, model.state, Look::data},
          {{},
           Structure::tr("dense, two rows"),
           QStringLiteral("2 · %1 + 2").arg(number(model.hidden)),
           shape(model.tokens, 2)},
          {{}, Structure::tr("softmax over the positions"), {}, Structure::tr("start and end")},
          {{}, Structure::tr("The pieces between"), {}, {}, Look::data}},
         Structure::tr("Start and end are chosen over the tokens, not over the vocabulary.")},
    };
    data.quantity = QStringLiteral("task_heads");
    return data;
}

FlowColumnsData besideGpt(const Reading &reading)
{
    const Facts model(reading);
    const QString layers = Structure::tr("%1 layers").arg(model.layers);
    FlowColumnsData data;
    data.columns = {
        {Structure::tr("BERT: auto-encoding"),
         {{{},
           Structure::tr("The sentence, some pieces covered"),
           {},
           Structure::tr("3 × %1").arg(model.tokens),
           Look::data},
          {"embeddings", Structure::tr("Token + segment + position"), {}, model.state},
          {"heads", Structure::tr("Attention to both sides"), layers, model.state},
          {"output-norm", Structure::tr("LayerNorm behind each block"), {}, model.state},
          {"mlm", Structure::tr("MLM head"), {}, Structure::tr("the covered pieces")},
          {{}, Structure::tr("Trained on gaps, and on whether B follows A"), {}, {}, Look::data}},
         Structure::tr("Sees the whole sentence, so it cannot write from left to right.")},
        {Structure::tr("GPT: auto-regressive"),
         {{{}, Structure::tr("The beginning of a text"), {}, Structure::tr("2 × %1").arg(model.tokens), Look::data},
          {{}, Structure::tr("Token + position"), {}, model.state},
          {{}, Structure::tr("Attention to the left only"), Structure::tr("masked"), model.state},
          {{}, Structure::tr("LayerNorm before each block (from GPT-2 on)"), {}, model.state},
          {{}, Structure::tr("Next-piece head"), {}, Structure::tr("after every piece")},
          {{}, Structure::tr("Trained on the next piece"), {}, {}, Look::data}},
         Structure::tr("The first GPT was fine-tuned for its tasks too; prompting came after.")},
    };
    data.quantity = QStringLiteral("bert_and_gpt");
    return data;
}

int layerOfBox(const QString &id)
{
    return id.startsWith(QLatin1String("layer-")) ? id.mid(6).toInt() : -1;
}

QString pageOfBox(const QString &id)
{
    if (id == QLatin1String("tokens") || id == QLatin1String("embeddings"))
        return QStringLiteral("input");
    if (id == QLatin1String("qkv") || id == QLatin1String("heads") || id == QLatin1String("attention-dense"))
        return QStringLiteral("attention");
    if (id == QLatin1String("mlm") || id == QLatin1String("pieces"))
        return QStringLiteral("fill");
    if (id == QLatin1String("nsp") || id == QLatin1String("pair"))
        return QStringLiteral("pair");
    if (id == QLatin1String("pooler") || id.startsWith(QLatin1String("sequence")))
        return QStringLiteral("outputs");
    return id.isEmpty() ? QString() : QStringLiteral("layers");
}

Explanation explainPart(const Reading &reading, const QString &id, ModelTab tab)
{
    const PartWords words = wordsOf(Facts(reading), id);
    Explanation explanation{
        .title = Structure::tr("The model"),
        .what = id.isEmpty()
                    ? words.what
                    : Structure::tr("How this sentence goes through the model, with the shape of what flows on "
                                    "every arrow and the weights of every part."),
        .cellTitle = words.title,
        .calculation = calculationLines(words.steps) + (id.isEmpty() ? QStringList() : QStringList{words.what}),
        .tryThis = Structure::tr("Click a layer to open it; double-click a part to see its numbers on its own page."),
        .careful = Structure::tr("The paper says 110 M for base and 340 M for large; counted: 109.5 M and 335 M, with "
                                 "both heads 110.1 M and 336 M.")};
    if (id.isEmpty() && (tab == ModelTab::tasks || tab == ModelTab::gpt)) // the sum of all weights is not the matter
        explanation.calculation.clear();
    return aboutTab(tab, explanation);
}

} // namespace bertlab
