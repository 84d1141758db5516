#include "window/status_line.h"

#include "pages/wording.h"
#include "plots/fonts.h"
#include "plots/number_table.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>

#include <array>

namespace bertlab {

namespace {

constexpr int patienceMilliseconds = 300, announcedMilliseconds = 6000;

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::light:
        return StatusLine::tr("Light");
    case Theme::dark:
        return StatusLine::tr("Dark");
    case Theme::system:
        break;
    }
    return StatusLine::tr("As the system");
}

QString colorsName(DataColors colors)
{
    switch (colors) {
    case DataColors::blues:
        return StatusLine::tr("Weights in blue");
    case DataColors::viridis:
        return StatusLine::tr("Weights in viridis");
    case DataColors::cividis:
        break;
    }
    return StatusLine::tr("Weights in cividis");
}

/// A language is called as those who speak it call it.
QString languageName(Language language)
{
    switch (language) {
    case Language::english:
        return QStringLiteral("English");
    case Language::chinese:
        return QStringLiteral("简体中文");
    case Language::system:
        break;
    }
    return StatusLine::tr("Language of the system");
}

} // namespace

QString sizeInWords(const Model &model)
{
    const Config &config = model.bert.config();
    std::size_t parameters = 0;
    for (const Part part : {Part::embeddings, Part::encoder, Part::pooler, Part::masked_lm, Part::next_sentence}) {
        if (model.bert.has(part))
            parameters += model.bert.layout().size(part);
    }
    const bool masked = model.bert.has(Part::masked_lm), next = model.bert.has(Part::next_sentence);
    const QString heads = masked && next ? StatusLine::tr("%1 with both heads")
                          : masked       ? StatusLine::tr("%1 with the MLM head")
                          : next         ? StatusLine::tr("%1 with the NSP head")
                                         : StatusLine::tr("%1 without heads");
    const Index layers = config.num_hidden_layers, attentionHeads = config.num_attention_heads;
    const QString parts[] = {
        layers == 1 ? StatusLine::tr("1 layer") : StatusLine::tr("%1 layers").arg(layers),
        StatusLine::tr("%1 wide").arg(config.hidden_size),
        attentionHeads == 1 ? StatusLine::tr("1 head") : StatusLine::tr("%1 heads").arg(attentionHeads),
        StatusLine::tr("%1 pieces").arg(QLocale(QLocale::English).toString(static_cast<qlonglong>(config.vocab_size))),
        heads.arg(countInWords(parameters)),
    };
    return QStringList(std::begin(parts), std::end(parts)).join(QStringLiteral(" · "));
}

StatusLine::StatusLine(Session &session, QWidget *parent)
    : QFrame(parent), m_session(session), m_model(new QLabel), m_done(new QLabel), m_progress(new QProgressBar),
      m_look(new QPushButton)
{
    setObjectName("status-line");
    setFixedHeight(29); // 28 and the line above
    for (QLabel *label : {m_model, m_done}) {
        label->setFont(fonts::text(11));
        label->setProperty("tone", "secondary");
        label->setTextFormat(Qt::PlainText);
    }
    m_model->setObjectName("status-model");
    m_model->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a narrow window cuts it, not the other way
    m_done->setObjectName("status-done");
    m_progress->setObjectName("status-progress");
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(90, 6);
    m_progress->hide();
    m_look->setObjectName("theme");
    m_look->setFont(fonts::text(11));
    m_look->setProperty("kind", "ghost");
    m_look->setMenu(new QMenu(m_look));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 12, 0);
    row->setSpacing(12);
    row->addWidget(m_model, 1);
    row->addWidget(m_progress);
    row->addWidget(m_done);
    row->addWidget(m_look);

    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMilliseconds);
    m_doneTime.setSingleShot(true);
    m_doneTime.setInterval(announcedMilliseconds);
    connect(&m_patience, &QTimer::timeout, m_progress, &QWidget::show);
    connect(&m_doneTime, &QTimer::timeout, m_done, &QLabel::clear);
    connect(&session, &Session::busyChanged, this, [this](bool busy) {
        m_progress->hide();
        busy ? m_patience.start() : m_patience.stop();
    });
    connect(&session, &Session::readingChanged, this, &StatusLine::renew);
    connect(&session, &Session::modelChanged, this, &StatusLine::renew);
    m_patience.start();
    retranslate();
}

void StatusLine::setLook(Theme theme, DataColors colors, Language language)
{
    m_theme = theme;
    m_colors = colors;
    m_language = language;
    showLook();
}

void StatusLine::fillLookMenu()
{
    QMenu *menu = m_look->menu();
    menu->clear();
    qDeleteAll(menu->findChildren<QActionGroup *>());
    const auto add = [this, menu](const QString &id, auto choices, const auto &name, auto signal) {
        auto *group = new QActionGroup(menu);
        for (const auto choice : choices) {
            QAction *action = menu->addAction(name(choice));
            action->setObjectName(QStringLiteral("%1-%2").arg(id).arg(static_cast<int>(choice)));
            action->setCheckable(true);
            group->addAction(action);
            connect(action, &QAction::triggered, this, [this, choice, signal] { emit(this->*signal)(choice); });
        }
    };
    add(QStringLiteral("theme"), std::array{Theme::light, Theme::dark, Theme::system}, themeName,
        &StatusLine::themeChosen);
    menu->addSeparator();
    add(QStringLiteral("colors"), std::array{DataColors::blues, DataColors::viridis, DataColors::cividis}, colorsName,
        &StatusLine::dataColorsChosen);
    menu->addSeparator();
    add(QStringLiteral("language"), std::array{Language::english, Language::chinese, Language::system}, languageName,
        &StatusLine::languageChosen);
    showLook();
}

void StatusLine::showLook()
{
    for (const QString &chosen :
         {QStringLiteral("theme-%1").arg(int(m_theme)), QStringLiteral("colors-%1").arg(int(m_colors)),
          QStringLiteral("language-%1").arg(int(m_language))})
        m_look->menu()->findChild<QAction *>(chosen)->setChecked(true);
    m_look->setText(tr("%1 · English").arg(themeName(m_theme)));
    m_look->setToolTip(tr("Theme, colours and language"));
    m_look->setAccessibleName(tr("Theme, colours and language: %1").arg(m_look->text()));
}

void StatusLine::retranslate()
{
    m_progress->setAccessibleName(tr("Working"));
    m_done->clear();
    fillLookMenu();
    renew();
}

void StatusLine::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void StatusLine::announce(const QString &sentence)
{
    m_done->setText(sentence);
    m_doneTime.start();
}

QString StatusLine::text() const
{
    return m_model->text();
}

void StatusLine::renew()
{
    const auto model = m_session.model();
    if (!model)
        return;
    QString text = QString::fromStdString(model->name) + QStringLiteral(" · ") + sizeInWords(*model);
    if (const auto reading = m_session.reading())
        text += QStringLiteral(" · ") + tr("last pass %1 ms").arg(shortNumber(reading->milliseconds));
    m_model->setText(text);
}

} // namespace bertlab
