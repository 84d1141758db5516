#pragma once

#include "pages/attention_picture.h"

#include <QPushButton>

class QActionGroup;
class QMenu;

namespace bertlab {

/// The button of the attention page behind which its choices lie.
class AttentionMenu : public QPushButton
{
    Q_OBJECT

public:
    explicit AttentionMenu(QWidget *parent = nullptr);

    const AttentionChoice &choice() const { return m_choice; }
    /// What can be chosen: the parts A → B and B → A need a pair. `causal`: how the model reads now.
    void setState(bool pair, bool causal);
    void retranslate();

signals:
    void choiceChanged();
    void causalWanted(bool causal); ///< by the user

private:
    QAction *add(const char *id, bool checkable = true);
    void take();

    QMenu *m_menu;
    QActionGroup *m_sources, *m_parts;
    QAction *m_head, *m_mean, *m_rollout, *m_all, *m_aToB, *m_bToA, *m_words, *m_hide, *m_renormalise, *m_causal;
    AttentionChoice m_choice;
};

} // namespace bertlab
