#include "window/explanation_panel.h"

#include "plots/fonts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace bertlab {

namespace {

/// A text that is as wide as the panel. A label would lay it out at several widths to say which it likes best.
class PanelText : public QLabel
{
public:
    QSize sizeHint() const override { return {0, 0}; } // but there is a height for the width
    QSize minimumSizeHint() const override { return {0, 0}; }
};

QLabel *makeLabel(const QString &id, const QFont &font, bool secondary)
{
    auto *label = new PanelText;
    label->setObjectName(id);
    label->setFont(font);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (secondary)
        label->setProperty("tone", "secondary");
    return label;
}

/// Plain text with room between its lines.
QString paragraph(const QString &text)
{
    return QStringLiteral("<p style='line-height: 135%; white-space: pre-wrap'>%1</p>")
        .arg(text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

/// Names on the left, the values after a tab right-aligned at the edge: Chinese names have no fixed width. Lines
/// without a tab stand between the tables, so that their length does not make names wrap.
QString tables(const QString &text)
{
    QString html, rows;
    QStringList lines;
    const auto endParagraph = [&] {
        if (!lines.isEmpty())
            html += paragraph(lines.join(u'\n'));
        lines.clear();
    };
    const auto endTable = [&] {
        if (!rows.isEmpty())
            html += QStringLiteral("<table width=100% cellspacing=0 cellpadding=0>%1</table>").arg(rows);
        rows.clear();
    };
    for (const QString &line : text.split(u'\n')) {
        const qsizetype tab = line.indexOf(u'\t');
        if (tab < 0) {
            endTable();
            lines.append(line);
        } else {
            endParagraph();
            rows +=
                QStringLiteral("<tr><td>%1</td><td align=right valign=middle style='padding-left: 8px'>%2</td></tr>")
                    .arg(paragraph(line.left(tab)), paragraph(line.mid(tab + 1)));
        }
    }
    endParagraph();
    endTable();
    return html;
}

/// What is there already is not laid out again: under the pointer only the calculation changes.
void setText(QLabel &label, const QString &text)
{
    if (text == label.accessibleName())
        return;
    label.setText(text.contains(u'\t') ? tables(text) : paragraph(text));
    label.setAccessibleName(text);
}

} // namespace

ExplanationPanel::ExplanationPanel(QWidget *parent) : QFrame(parent)
{
    setObjectName("explanation");
    setFixedWidth(308);

    auto *body = new QWidget;
    body->setObjectName("explanation-body");
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(20, 14, 20, 14);
    column->setSpacing(6);

    m_close = new QPushButton(QStringLiteral("×"));
    m_close->setObjectName("explanation-close");
    m_close->setProperty("kind", "link");
    connect(m_close, &QPushButton::clicked, this, &ExplanationPanel::closeRequested);

    m_title = makeLabel("explanation-title", fonts::title(), false);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(head);
    m_what = makeLabel("explanation-what", fonts::text(), true);
    column->addWidget(m_what);

    auto *scroll = new QScrollArea;
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 0, 0, 0); // the line on the left
    outer->addWidget(scroll);

    m_cell = addSection("cell");
    m_cell.text->setFont(fonts::mono(12));
    m_cell.text->setProperty("tone", {});
    m_try = addSection("try");
    m_careful = addSection("careful");
    m_experiment = new QPushButton;
    m_experiment->setObjectName("explanation-experiment");
    m_experiment->setProperty("kind", "hint");
    connect(m_experiment, &QPushButton::clicked, this,
            [this] { emit experimentRequested(Experiment(m_explanation.experiment)); });
    column->addWidget(m_experiment);
    column->addStretch();
    retranslate();
}

void ExplanationPanel::retranslate()
{
    setAccessibleName(tr("Explanation"));
    m_close->setAccessibleName(tr("Hide the explanation"));
    m_close->setToolTip(tr("Hide the explanation (F9)"));
    setExplanation(Explanation(m_explanation)); // its headings
}

void ExplanationPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

ExplanationPanel::Section ExplanationPanel::addSection(const QString &id)
{
    auto *column = static_cast<QVBoxLayout *>(findChild<QWidget *>("explanation-body")->layout());
    Section section{new QFrame, makeLabel("explanation-" + id + "-title", fonts::section(), false),
                    makeLabel("explanation-" + id, fonts::text(), true)};
    section.rule->setFixedHeight(1);
    section.rule->setProperty("rule", true);
    column->addSpacing(4);
    column->addWidget(section.rule);
    column->addWidget(section.title);
    column->addWidget(section.text);
    return section;
}

void ExplanationPanel::fill(const Section &section, const QString &title, const QString &text)
{
    setText(*section.title, title);
    setText(*section.text, text);
    section.title->setVisible(!title.isEmpty() && !text.isEmpty());
    section.text->setVisible(!text.isEmpty());
    section.rule->setVisible(!text.isEmpty());
}

void ExplanationPanel::setExplanation(const Explanation &explanation)
{
    m_explanation = explanation;
    setText(*m_title, explanation.title);
    setText(*m_what, explanation.what);
    m_what->setVisible(!explanation.what.isEmpty());
    fill(m_cell, explanation.cellTitle, explanation.calculation.join(u'\n'));
    fill(m_try, tr("Try"), explanation.tryThis);
    fill(m_careful, tr("Careful"), explanation.careful);
    m_experiment->setText(explanation.experiment.text);
    m_experiment->setAccessibleName(explanation.experiment.text);
    m_experiment->setVisible(!explanation.experiment.text.isEmpty());
}

} // namespace bertlab
