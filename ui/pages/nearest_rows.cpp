#include "pages/nearest_rows.h"

#include "pages/wording.h"
#include "plots/bar_list.h"

#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr Index shownPieces = 8;

QString pieceOf(const Model &model, std::int32_t id)
{
    const Vocabulary &vocabulary = model.tokenizer.vocabulary();
    return id < vocabulary.size() ? toQString(vocabulary.piece(id)) : NearestRows::tr("row %1").arg(id);
}

} // namespace

NearestRows::NearestRows(QWidget *parent)
    : QWidget(parent), m_list(new BarListView(QStringLiteral("input-nearest"))),
      m_job([this](auto nearest) { take(m_asked, *nearest); }, [](const QString &) {})
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    m_list->setPanel(true);
    connect(m_list, &BarListView::rowHovered, this, [this](int row) {
        m_hovered = row;
        emit pieceHovered();
    });
}

void NearestRows::showToken(const Reading &reading, int token)
{
    const Asked asked{reading.model, reading.input_ids[static_cast<std::size_t>(token)]};
    if (asked == m_asked)
        return;
    m_asked = asked;
    m_job.run([asked](const IsCancelled &isCancelled) {
        const Bert &bert = asked.model->bert;
        const Index pieces = std::min<Index>(asked.model->tokenizer.vocabulary().size(), bert.config().vocab_size);
        return std::make_shared<const NearestPieces>(nearest_pieces(bert, asked.id, pieces, shownPieces, isCancelled));
    });
}

void NearestRows::take(const Asked &asked, const NearestPieces &nearest)
{
    m_shown = asked;
    m_nearest = nearest;
    m_hovered = -1;
    BarListData data;
    data.quantity = QStringLiteral("word_embeddings.cosine");
    for (const NearPiece &piece : nearest.pieces)
        data.rows.append({.label = pieceOf(*asked.model, piece.id),
                          .value = piece.cosine,
                          .number = withDecimals(piece.cosine),
                          .note = tr("id %1").arg(piece.id)});
    m_list->setData(data);
    retranslate();
    emit pieceHovered();
}

bool NearestRows::explain(Explanation &explanation) const
{
    if (m_hovered < 0 || m_hovered >= std::ssize(m_nearest.pieces))
        return false;
    const NearPiece &piece = m_nearest.pieces[static_cast<std::size_t>(m_hovered)];
    const QString own = pieceOf(*m_shown.model, m_shown.id), near = pieceOf(*m_shown.model, piece.id);
    explanation.cellTitle = tr("“%1” beside “%2”").arg(near, own);
    explanation.calculation = calculationLines({{tr("a: row of “%1”, b: row of “%2”").arg(own, near), {}},
                                                {tr("a · b"), shortNumber(piece.dot)},
                                                {tr("÷ length of a"), shortNumber(m_nearest.length)},
                                                {tr("÷ length of b"), shortNumber(piece.length)},
                                                {tr("= cosine"), fullNumber(static_cast<float>(piece.cosine))}});
    return true;
}

void NearestRows::retranslate()
{
    if (m_shown.model)
        m_list->setTitle(tr("Nearest rows of the token table: %1").arg(pieceOf(*m_shown.model, m_shown.id)),
                         tr("cosine"));
}

} // namespace bertlab
