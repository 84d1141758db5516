#include "window/page_list.h"

#include "pages/attention_page.h"
#include "pages/fill_page.h"
#include "pages/input_page.h"
#include "pages/layers_page.h"
#include "pages/model_page.h"
#include "pages/outputs_page.h"
#include "pages/pair_page.h"
#include "pages/pretraining_page.h"
#include "pages/training_example_page.h"

namespace bertlab {

namespace {

template <typename ConcretePage>
Page *make(Session &session)
{
    return new ConcretePage(session);
}

} // namespace

QList<PageEntry> readingPages()
{
    return {
        {"model", 1, make<ModelPage>},     {"input", 2, make<InputPage>}, {"attention", 3, make<AttentionPage>},
        {"layers", 4, make<LayersPage>},   {"fill", 5, make<FillPage>},   {"pair", 6, make<PairPage>},
        {"outputs", 7, make<OutputsPage>},
    };
}

QList<PageEntry> learningPages()
{
    return {{"example", 8, make<TrainingExamplePage>}, {"pretraining", 9, make<PretrainingPage>}};
}

QList<PageEntry> pagesWithPictures()
{
    QList<PageEntry> pages = readingPages() + learningPages();
    pages.removeIf([](const PageEntry &entry) { return entry.make == make<PretrainingPage>; });
    return pages;
}

} // namespace bertlab
