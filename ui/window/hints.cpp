#include "window/hints.h"

#include "plots/fonts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int badgeSize = 16;
const QString season = QStringLiteral("autumn"); // of the first sentence

} // namespace

Hints::Hints(Session &session, SentenceBar &bar, TokenStrip &strip, QAbstractButton &reveal, QAbstractButton &attention,
             QWidget *parent)
    : QFrame(parent), m_session(session), m_bar(bar), m_strip(strip), m_row(new QHBoxLayout(this)),
      m_dismiss(new QPushButton(QStringLiteral("×")))
{
    setObjectName("hints");
    m_row->setContentsMargins(16, 10, 10, 0);
    m_row->setSpacing(8);
    add(strip, [&reveal] { reveal.click(); });
    add(*bar.edit(0), [this] {
        QLineEdit *edit = m_bar.edit(0);
        edit->setFocus();
        edit->setSelection(static_cast<int>(edit->text().indexOf(season)), static_cast<int>(season.size()));
    });
    add(attention, [this] {
        m_strip.select(maskedToken());
        emit pageRequested("attention");
    });
    m_dismiss->setObjectName("hints-dismiss");
    m_dismiss->setProperty("kind", "link");
    m_row->addWidget(m_dismiss);
    m_row->addStretch();

    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        for (int hint : {guess, change, look})
            done(hint);
    });
    connect(bar.edit(0), &QLineEdit::textEdited, this, [this] { done(change); });
    connect(&attention, &QAbstractButton::toggled, this, [this](bool on) {
        if (on)
            done(look);
    });
    connect(&reveal, &QAbstractButton::clicked, this, [this] { done(guess); });
    connect(&session, &Session::readingChanged, this, &Hints::dropWhatCannotBeDone);
    makeRoomInEdit(badgeSize + 8);
    placeBadges();
    retranslate();
}

Hints::~Hints()
{
    for (const Hint &hint : m_hints)
        delete hint.badge;
}

void Hints::add(QWidget &control, const std::function<void()> &act)
{
    const QString number = QString::number(m_hints.size() + 1);
    auto *card = new QPushButton;
    card->setObjectName("hint-" + number);
    card->setProperty("kind", "hint");
    card->setFont(fonts::text(12));
    connect(card, &QPushButton::clicked, this, act);
    m_row->addWidget(card);

    auto *badge = new QLabel(number, &control);
    badge->setObjectName("hint-badge-" + number);
    badge->setProperty("badge", true);
    badge->setFont(fonts::text(10, QFont::DemiBold));
    badge->setAlignment(Qt::AlignCenter);
    badge->setAttribute(Qt::WA_TransparentForMouseEvents);
    badge->setFixedSize(badgeSize, badgeSize);
    control.installEventFilter(this);
    m_hints.append({card, &control, badge});
}

void Hints::retranslate()
{
    setAccessibleName(tr("First steps"));
    m_dismiss->setAccessibleName(tr("Dismiss the first steps"));
    m_dismiss->setToolTip(m_dismiss->accessibleName());
    const QString texts[] = {tr("Guess what BERT says; Space reveals"), tr("Change “autumn”"),
                             tr("See where the mask looks")};
    for (qsizetype hint = 0; hint < m_hints.size(); ++hint) {
        if (QPushButton *card = m_hints[hint].card) {
            card->setText(QString::number(hint + 1) + QStringLiteral("  ") + texts[hint]);
            card->setAccessibleName(texts[hint]);
        }
    }
}

void Hints::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void Hints::done(int hint)
{
    if (!m_hints[hint].card)
        return;
    m_hints[hint].card->hide();
    m_hints[hint].card->deleteLater();
    m_hints[hint].card = nullptr;
    delete m_hints[hint].badge;
    if (hint == change)
        makeRoomInEdit(0);
    if (std::none_of(m_hints.begin(), m_hints.end(), [](const Hint &other) { return other.card; })) {
        hide();
        emit finished();
    }
}

void Hints::dropWhatCannotBeDone()
{
    if (maskedToken() < 0) {
        done(guess);
        done(look);
    }
    if (!m_session.text().contains(season))
        done(change);
    placeBadges();
}

int Hints::maskedToken() const
{
    const auto reading = m_session.reading();
    return reading && !reading->gaps.empty() ? reading->gaps.front().position : -1;
}

void Hints::makeRoomInEdit(int pixels)
{
    QMargins margins = m_bar.edit(0)->textMargins();
    margins.setRight(4 + pixels);
    m_bar.edit(0)->setTextMargins(margins);
}

bool Hints::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        placeBadges();
    return QFrame::eventFilter(watched, event);
}

void Hints::placeBadges()
{
    for (const Hint &hint : m_hints) {
        if (!hint.badge || !hint.control)
            continue;
        QPoint place(hint.control->width() - badgeSize - 8, (hint.control->height() - badgeSize) / 2);
        if (hint.control == &m_strip) {
            const QRectF chip = m_strip.chipRect(maskedToken());
            hint.badge->setVisible(!chip.isNull());
            place = QPoint(qRound(chip.right()) - badgeSize / 2, qRound(chip.top()) - badgeSize / 2);
        }
        hint.badge->move(place);
    }
}

} // namespace bertlab
