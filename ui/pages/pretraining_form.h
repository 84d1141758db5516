#pragma once

#include "plots/palette.h"
#include "session/training_setup.h"

#include <QList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace bertlab {

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
    void setColors(const Palette &palette);
    void retranslate();

signals:
    void startRequested();
    void filesWanted(); ///< someone wants to choose own files

private:
    enum Corpus { classroom, ownFiles };
    enum Preset { fast, bert };
    void build();
    void applyPreset(); ///< rate and length as the recipe has them
    void describe();    ///< what differs, and what it will need

    QStringList m_files;
    QComboBox *m_corpus, *m_shape, *m_objective;
    SegmentedControl *m_preset;
    QSpinBox *m_vocabulary, *m_steps, *m_batch, *m_length, *m_seed;
    QDoubleSpinBox *m_rate;
    QCheckBox *m_wholeWord;
    QLabel *m_title, *m_recipe, *m_needs;
    QPushButton *m_start;
    QFormLayout *m_left, *m_right;
    QList<QLabel *> m_labels;
};

} // namespace bertlab
