// How long the window's pictures take to be given data and to be painted, on a raster image as on the screen.
#include "plots/fonts.h"
#include "plots/head_grid.h"
#include "plots/heat_map.h"
#include "plots/link_diagram.h"

#include <QApplication>
#include <QImage>

#include <benchmark/benchmark.h>

using namespace bertlab;

namespace {

Matrix attention(benchmark::State &state)
{
    Matrix weights = (3 * Matrix::Random(state.range(0), state.range(0))).array().exp();
    weights.array().colwise() /= weights.rowwise().sum().array().eval();
    return weights;
}

QList<TokenLabel> tokens(benchmark::State &state)
{
    QList<TokenLabel> labels;
    for (int i = 0; i < state.range(0); ++i)
        labels.append({QString("piece%1").arg(i), i % 2, false, false});
    return labels;
}

HeatMapData mapData(benchmark::State &state)
{
    HeatMapData data;
    data.values = attention(state);
    data.rowLabels = data.columnLabels = tokens(state);
    data.scale.max = static_cast<double>(data.values.maxCoeff());
    data.squareCells = true;
    return data;
}

void paint(View &view, QImage &image)
{
    view.render(&image);
}

/// A new head: what a move of the pointer over the head grid costs.
void heat_map_new_data(benchmark::State &state)
{
    HeatMapView map("map");
    map.resize(540, 520);
    const HeatMapData data = mapData(state);
    QImage image(map.size(), QImage::Format_RGB32);
    for ([[maybe_unused]] auto round : state) {
        map.setData(data);
        paint(map, image);
    }
}

/// Another selection: what a move of the pointer over the map costs.
void heat_map_repaint(benchmark::State &state)
{
    HeatMapView map("map");
    map.resize(540, 520);
    map.setData(mapData(state));
    QImage image(map.size(), QImage::Format_RGB32);
    int row = 0;
    for ([[maybe_unused]] auto round : state) {
        map.setSelected(row++ % static_cast<int>(state.range(0)), 0);
        paint(map, image);
    }
}

void links_repaint(benchmark::State &state)
{
    LinkDiagramView links("links");
    links.resize(300, 520);
    const Matrix weights = attention(state);
    links.setData(weights, tokens(state), static_cast<double>(weights.maxCoeff()), {});
    QImage image(links.size(), QImage::Format_RGB32);
    int row = 0;
    for ([[maybe_unused]] auto round : state) {
        links.setSelected(row++ % static_cast<int>(state.range(0)), 0);
        paint(links, image);
    }
}

/// Arguments: tokens, layers, heads.
void head_grid_new_data(benchmark::State &state)
{
    HeadGridView grid("grid");
    grid.resize(700, 700);
    const Matrix weights = attention(state);
    QImage image(grid.size(), QImage::Format_RGB32);
    for ([[maybe_unused]] auto round : state) {
        grid.setData(headThumbnails(static_cast<int>(state.range(1)), static_cast<int>(state.range(2)),
                                    [&weights](int, int) { return view(weights); }));
        paint(grid, image);
    }
}

void head_grid_repaint(benchmark::State &state)
{
    HeadGridView grid("grid");
    grid.resize(700, 700);
    const Matrix weights = attention(state);
    grid.setData(headThumbnails(static_cast<int>(state.range(1)), static_cast<int>(state.range(2)),
                                [&weights](int, int) { return view(weights); }));
    QImage image(grid.size(), QImage::Format_RGB32);
    int head = 0;
    for ([[maybe_unused]] auto round : state) {
        grid.setSelected(0, head++ % static_cast<int>(state.range(2)));
        paint(grid, image);
    }
}

BENCHMARK(heat_map_new_data)->ArgName("tokens")->Arg(13)->Arg(128)->Arg(512)->Unit(benchmark::kMillisecond);
BENCHMARK(heat_map_repaint)->ArgName("tokens")->Arg(13)->Arg(128)->Arg(512)->Unit(benchmark::kMillisecond);
BENCHMARK(links_repaint)->ArgName("tokens")->Arg(13)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond);
BENCHMARK(head_grid_new_data)
    ->ArgNames({"tokens", "layers", "heads"})
    ->Args({13, 4, 4})
    ->Args({512, 12, 12})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(head_grid_repaint)
    ->ArgNames({"tokens", "layers", "heads"})
    ->Args({13, 4, 4})
    ->Args({512, 12, 12})
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    fonts::load();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::AddCustomContext("compiler", BERTLAB_COMPILER);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
