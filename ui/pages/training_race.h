#pragma once

#include "session/run_record.h"

#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QPushButton;

namespace bertlab {

class CurvePlotView;
struct Palette;
class ProbeListView;
class TimelineView;

/// Two runs that differ in one setting: their curves in one picture, their answers beside each other.
class TrainingRace : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingRace(QWidget *parent = nullptr);

    /// Another race begins, or none (null).
    void begin(const std::shared_ptr<const RunRecord> &first);
    void setProgress(const TrainingProgress &second);
    void setColors(const Palette &palette);
    void retranslate();

signals:
    void reportWanted(const QString &format); ///< "html" or "pdf"

private:
    void showProbes();
    void showWords();

    std::shared_ptr<const RunRecord> m_first;
    std::shared_ptr<const TrainingProgress> m_second;
    QLabel *m_words;
    QPushButton *m_report;
    QAction *m_html, *m_pdf;
    CurvePlotView *m_masked, *m_next, *m_accuracy;
    ProbeListView *m_probes;
    TimelineView *m_timeline;
};

} // namespace bertlab
