#pragma once

#include "plots/palette.h"
#include "session/session.h"

#include <QWidget>

class QPushButton;

namespace bertlab {

/// What can be tried with a pair: swapped, another B, both in one segment, the words shuffled.
class PairExperiments : public QWidget
{
    Q_OBJECT

public:
    explicit PairExperiments(Session &session, QWidget *parent = nullptr);

    void showReading(const Reading &reading);
    void retranslate();
    void setColors(const Palette &palette);

private:
    void takeAnotherB();
    void shuffleWords();

    Session &m_session;
    QPushButton *m_swap, *m_another, *m_oneSegment, *m_typesAsMask, *m_shuffle;
    unsigned m_drawn = 0; ///< so that each press draws anew
};

} // namespace bertlab
