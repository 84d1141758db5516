#pragma once

#include "plots/palette.h"
#include "session/latest_job.h"
#include "session/training_setup.h"
#include "training/estimate.h"

#include <QList>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace bertlab {

class RecipeFields;
class SegmentedControl;

/// What is chosen before a training begins: text, shape, recipe; and what it will need.
class PretrainingForm : public QWidget
{
    Q_OBJECT

public:
    explicit PretrainingForm(QWidget *parent = nullptr);

    RunRecipe recipe() const;
    QString summary() const; ///< "Classroom world · tiny"
    /// Own text files instead of the classroom world.
    void setFiles(const QStringList &files);
    /// There is one to go back to.
    void setHasRun(bool has);
    /// While something else computes, nothing is measured: it would take part of the processors, and both their memory.
    void setOthersBusy(bool busy);
    void setColors(const Palette &palette);
    void retranslate();

signals:
    void startRequested();
    void backRequested();
    void filesWanted(); ///< someone wants to choose own files

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Corpus { classroom, stories, ownFiles };
    enum Preset { fast, bert };
    void build();
    void addFields();
    void connectParts();
    void applyPreset(); ///< what goes with shape and recipe
    void recommend(bool all);
    void describe();    ///< what differs, and what it will need
    void measureSoon(); ///< unless it is known already, or hidden, or something else computes
    void stopMeasuring();
    void measure(); ///< how long it will take, with a few steps off the GUI thread
    void readSample();
    void showEstimate(const QString &sentence);
    QString worded(const RunEstimate &estimate) const;

    QStringList m_files;
    QComboBox *m_corpus, *m_shape, *m_objective;
    SegmentedControl *m_preset;
    QSpinBox *m_vocabulary, *m_steps, *m_batch, *m_length, *m_seed;
    RecipeFields *m_fields;
    QLabel *m_title, *m_text, *m_recipe, *m_needs, *m_estimate, *m_sampleTitle;
    QPlainTextEdit *m_sample; ///< how the text begins
    QPushButton *m_start, *m_more, *m_back;
    QFormLayout *m_left, *m_right;
    QList<QLabel *> m_labels;
    QTimer m_settled; ///< nothing was changed for a while
    bool m_othersBusy = false, m_isMeasured = false;
    LatestJob<RunEstimate> m_estimator;
    LatestJob<std::string> m_reader;
};

} // namespace bertlab
