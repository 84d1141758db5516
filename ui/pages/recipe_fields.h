#pragma once

#include "training/recipe.h"

#include <QList>
#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace bertlab {

/// The choices of a training that have a good default: rate, warm-up, dropout; how pieces are masked.
class RecipeFields : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeFields(QWidget *parent = nullptr);

    /// What goes with a shape, a start and a number of steps; a warm-up of someone's own stays while `all` is false.
    void setRecommended(const RecommendedRecipe &values, bool all);
    void putInto(RunRecipe &recipe) const;
    /// Masking belongs to masked objectives alone.
    void setMasking(bool masks);
    void retranslate();

signals:
    void changed();

private:
    void keepSplitWhole();

    QDoubleSpinBox *m_rate, *m_dropout, *m_share, *m_mask, *m_random;
    QSpinBox *m_warmup;
    QCheckBox *m_wholeWord;
    QLabel *m_kept; ///< what is left of the split
    QList<QLabel *> m_labels;
    Index m_recommendedWarmup = -1;
};

} // namespace bertlab
