#pragma once

#include "plots/palette.h"
#include "session/session.h"
#include "window/settings.h"

#include <QFrame>

class QLineEdit;
class QMenu;
class QPushButton;

namespace bertlab {

/// The top of the window: sentences A and B, examples, models, and what can be done with the picture.
class SentenceBar : public QFrame
{
    Q_OBJECT

public:
    SentenceBar(Session &session, Settings &settings, QWidget *parent = nullptr);

    void setColors(const Palette &palette);
    /// Larger than 1: the sentences alone, for a projector.
    void setZoom(double zoom);
    QLineEdit *edit(int sentence) const; ///< 0: A, 1: B
    QMenu *exportMenu() const;           ///< filled when it is about to show
    QMenu *modelMenu() const;
    QPushButton *explanationButton() const { return m_explain; }
    void openModelMenu();
    /// The token at the cursor of the sentence that has the focus; -1: none.
    int tokenAtCursor() const;

signals:
    void ownExamplesRequested();
    void exampleChosen(const bertlab::Example &example);
    void modelChosen(const bertlab::ModelReference &reference);
    void openFolderRequested();
    void shortcutsRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void takeSentences();
    void showSentences();
    void showModel();
    void fillExamples(QMenu &menu);
    void fillModels(QMenu &menu);

    Session &m_session;
    Settings &m_settings;
    QLineEdit *m_edits[2];
    QPushButton *m_examples, *m_models, *m_explain, *m_export, *m_shortcuts;
};

} // namespace bertlab
