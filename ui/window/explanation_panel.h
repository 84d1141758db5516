#pragma once

#include "pages/explanation.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QPushButton;

namespace bertlab {

/// What the page says of itself and of the cell under the pointer: what, this cell with its real numbers, try, careful.
class ExplanationPanel : public QFrame
{
    Q_OBJECT

public:
    explicit ExplanationPanel(QWidget *parent = nullptr);

    void setExplanation(const Explanation &explanation);
    const Explanation &explanation() const { return m_explanation; }

signals:
    void closeRequested();
    void experimentRequested(const bertlab::Experiment &experiment);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    struct Section
    {
        QFrame *rule;
        QLabel *title, *text;
    };
    Section addSection(const QString &id);
    static void fill(const Section &section, const QString &title, const QString &text);

    Explanation m_explanation;
    QLabel *m_title, *m_what;
    QPushButton *m_close, *m_experiment;
    Section m_cell, m_try, m_careful;
};

} // namespace bertlab
