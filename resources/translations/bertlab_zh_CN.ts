<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Attention</name>
    <message>
        <source>sum %1</source>
        <translation>总和 %1</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>How much each token (row) takes from every token (column). A row sums to 1; a column need not.</source>
        <translation>每个词元（行）从各个词元（列）取用多少。每行之和为 1；每列不一定。</translation>
    </message>
    <message>
        <source>How much %1 takes from each token. A row sums to 1; a column need not.</source>
        <translation>%1 从各个词元取用多少。每行之和为 1；每列不一定。</translation>
    </message>
    <message>
        <source>Strongest of the row: %1</source>
        <translation>本行最强：%1</translation>
    </message>
    <message>
        <source>This cell: %1</source>
        <translation>此单元格：%1</translation>
    </message>
    <message>
        <source>Change a word of the sentence and watch this row. Then step through the heads of one layer: one looks at the neighbour, another at the same word.</source>
        <translation>改动句中的一个词，观察这一行。再逐个查看同一层的头：有的看相邻的词，有的看相同的词。</translation>
    </message>
    <message>
        <source>Point at a cell of the map to see its calculation; click to hold it. Esc lets it go.</source>
        <translation>指向图中的单元格可查看它的计算；点击可固定。按 Esc 松开。</translation>
    </message>
    <message>
        <source>Attention weights are not an explanation of the answer: they say what is mixed, not what it was good for. Much attention to [SEP] often means “nothing to do”.</source>
        <translation>注意力权重并不解释答案：它只说明混合了什么，不说明起了什么作用。大量注意力落在 [SEP] 上，往往表示“无事可做”。</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>The mean of the layer&apos;s heads. Heads look at different things; the mean hides which of them does.</source>
        <translation>这一层各个头的平均。各个头看的东西不同；取平均后看不出是哪个头在看。</translation>
    </message>
    <message>
        <source>Rollout: how much of each embedding has reached a token behind this layer, if half of what a layer gives were attention (mean of its heads) and half the token itself.</source>
        <translation>注意力展开（rollout）：假设每层的结果一半来自注意力（各头的平均）、一半来自词元自身，到这一层之后，每个嵌入有多少到达了某个词元。</translation>
    </message>
    <message>
        <source>Compare with single heads of this layer: which of them makes the bright cells?</source>
        <translation>与这一层的单个头比较：亮的单元格来自哪个头？</translation>
    </message>
    <message>
        <source>Go down the layers: the diagonal fades as the tokens mix.</source>
        <translation>逐层往后看：词元渐渐混合，对角线随之变淡。</translation>
    </message>
    <message>
        <source>No part of BERT computes this mean: each head has values of its own.</source>
        <translation>BERT 中没有哪个部分计算这个平均：每个头都有自己的值。</translation>
    </message>
    <message>
        <source>Rollout leaves out the values, the feed-forward blocks and LayerNorm: it follows the weights alone.</source>
        <translation>注意力展开不考虑值、前馈块和 LayerNorm：它只跟踪权重。</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>头 %1</translation>
    </message>
    <message>
        <source>sum ÷ %1</source>
        <translation>总和 ÷ %1</translation>
    </message>
    <message>
        <source>rollout</source>
        <translation>注意力展开</translation>
    </message>
    <message>
        <source>This does not make BERT a GPT: it was not trained so. [CLS] sees itself alone, so that every pair gets the same answer.</source>
        <translation>这不会把 BERT 变成 GPT：它不是这样训练的。[CLS] 只看得到自己，所以每个句对的答案都相同。</translation>
    </message>
    <message>
        <source>See one answer for every pair</source>
        <translation>看每个句对得到同一答案</translation>
    </message>
    <message>
        <source>Force it to read left to right</source>
        <translation>强制从左到右阅读</translation>
    </message>
    <message>
        <source>÷ row sum %1 = weight</source>
        <translation>÷ 行和 %1 = 权重</translation>
    </message>
</context>
<context>
    <name>AttentionPicture</name>
    <message>
        <source>mean of %1 heads</source>
        <translation>%1 个头的平均</translation>
    </message>
    <message>
        <source>rollout, 0.5 attention + 0.5 identity</source>
        <translation>注意力展开，0.5 注意力 + 0.5 恒等</translation>
    </message>
    <message>
        <source>A → B</source>
        <translation>A → B</translation>
    </message>
    <message>
        <source>B → A</source>
        <translation>B → A</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>without [CLS] and [SEP], rows sum to 1 again</source>
        <translation>不含 [CLS] 和 [SEP]，每行之和重新为 1</translation>
    </message>
    <message>
        <source>without [CLS] and [SEP], not renormalised</source>
        <translation>不含 [CLS] 和 [SEP]，未重新归一化</translation>
    </message>
</context>
<context>
    <name>ColumnGroups</name>
    <message>
        <source>%1 dimensions</source>
        <translation>%1 个维度</translation>
    </message>
    <message>
        <source>%1 columns × %2 dimensions</source>
        <translation>%1 列 × %2 个维度</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>BertLab session (*.bertlab)</source>
        <translation>BertLab 会话 (*.bertlab)</translation>
    </message>
    <message>
        <source>Text to train on</source>
        <translation>训练用的文本</translation>
    </message>
    <message>
        <source>Text (*.txt);;All files (*)</source>
        <translation>文本 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the model in a folder</source>
        <translation>将模型保存到文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Keep the training?</source>
        <translation>保留这次训练吗？</translation>
    </message>
    <message>
        <source>Saved, it goes on at the next start as if it had never stopped.</source>
        <translation>保存后，下次启动会接着训练，如同从未中断。</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep the model?</source>
        <translation>保留这个模型吗？</translation>
    </message>
    <message>
        <source>Save the model…</source>
        <translation>保存模型…</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Another training takes its place: its model can no longer be saved then.</source>
        <translation>另一次训练会取而代之：之后就无法再保存它的模型。</translation>
    </message>
</context>
<context>
    <name>ExampleSteps</name>
    <message>
        <source>Document %1</source>
        <translation>文档 %1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message numerus="yes">
        <source>%n pieces, %1 left</source>
        <translation>
            <numerusform>%n 个词片，剩 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>取用</translation>
    </message>
    <message>
        <source>A (0)</source>
        <translation>A (0)</translation>
    </message>
    <message>
        <source>B (1)</source>
        <translation>B (1)</translation>
    </message>
    <message>
        <source>document %1</source>
        <translation>文档 %1</translation>
    </message>
    <message>
        <source>follows A</source>
        <translation>接在 A 之后</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Coins: u &lt; .15</source>
        <translation>硬币：u &lt; .15</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>BERT sees</source>
        <translation>BERT 所见</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>ExampleWording</name>
    <message>
        <source>short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>full length</source>
        <translation>全长</translation>
    </message>
    <message>
        <source>This document gets a short target: %1, drawn evenly from 2 … %2.</source>
        <translation>这个文档的目标长度较短：%1，从 2 … %2 中均匀抽取。</translation>
    </message>
    <message>
        <source>The target is %1 pieces for A and B: %2 tokens without [CLS] and two [SEP].</source>
        <translation>A 和 B 的目标是 %1 个词片：%2 个词元减去 [CLS] 和两个 [SEP]。</translation>
    </message>
    <message>
        <source>Short ones are there since later inputs are not always long. One roll a document.</source>
        <translation>设置短样本，是因为以后的输入不一定都长。每个文档掷一次。</translation>
    </message>
    <message>
        <source>Sentences %1 … %2 are the chunk: %3 pieces, the target is %4.</source>
        <translation>第 %1 … %2 句组成文本块：%3 个词片，目标是 %4。</translation>
    </message>
    <message>
        <source>The document ends before the target is reached.</source>
        <translation>还没达到目标，文档就结束了。</translation>
    </message>
    <message>
        <source>Sentences are collected until the target is reached; nothing is rolled here.</source>
        <translation>逐句收集，直到达到目标；这里不掷骰。</translation>
    </message>
    <message>
        <source>The chunk has one sentence: A takes it.</source>
        <translation>文本块只有一个句子：归 A。</translation>
    </message>
    <message>
        <source>Two sentences: A takes the first, one is left.</source>
        <translation>两个句子：A 取第一句，剩下一句。</translation>
    </message>
    <message>
        <source>A takes %1 of the %2 sentences, drawn evenly from 1 … %3.</source>
        <translation>%2 个句子中 A 取 %1 个，从 1 … %3 中均匀抽取。</translation>
    </message>
    <message>
        <source>“Sentence A” in BERT is a span of text, often more than one sentence.</source>
        <translation>BERT 中的“句子 A”是一段文本，往往不止一句。</translation>
    </message>
    <message>
        <source>No coin: nothing is left of a chunk of one sentence, so B is always random.</source>
        <translation>不掷硬币：只有一句的文本块没有剩余，所以 B 总是随机的。</translation>
    </message>
    <message>
        <source>That is why more than half of all pairs are random next.</source>
        <translation>因此所有句对中随机的超过一半。</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>B comes from another document: NotNext, label 1.</source>
        <translation>B 来自另一个文档：NotNext，标签 1。</translation>
    </message>
    <message>
        <source>B is what follows A: IsNext, label 0.</source>
        <translation>B 就是 A 之后的内容：IsNext，标签 0。</translation>
    </message>
    <message>
        <source>B is the rest of the chunk: %1 of its %2 sentences.</source>
        <translation>B 是文本块的其余部分：%2 句中的 %1 句。</translation>
    </message>
    <message>
        <source>Document %1 of %2 is drawn, never the same one, and sentence %3 in it: B begins there.</source>
        <translation>从 %2 个文档中抽到文档 %1（绝不会是同一个），再抽到其中第 %3 句：B 从那里开始。</translation>
    </message>
    <message>
        <source>Sentences put back: %1. The next example begins with them.</source>
        <translation>放回的句子：%1。下一个样本从它们开始。</translation>
    </message>
    <message>
        <source>front</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>back</source>
        <translation>末尾</translation>
    </message>
    <message>
        <source>Too long by %1: each time the longer side loses a piece, from the front or the back by a coin.</source>
        <translation>超出 %1：每次由较长的一侧去掉一个词片，从开头还是末尾去掉由硬币决定。</translation>
    </message>
    <message>
        <source>A: %1 from the front, %2 from the back. B: %3 and %4. The bar shows the last coin.</source>
        <translation>A：开头去掉 %1 个，末尾去掉 %2 个。B：%3 个和 %4 个。条形显示最后一次硬币。</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens: [CLS] A [SEP] B [SEP].</source>
        <translation>
            <numerusform>%n 个词元：[CLS] A [SEP] B [SEP]。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens: [CLS] A [SEP].</source>
        <translation>
            <numerusform>%n 个词元：[CLS] A [SEP]。</numerusform>
        </translation>
    </message>
    <message>
        <source>The pair&apos;s label is 1, NotNext.</source>
        <translation>句对的标签是 1，NotNext。</translation>
    </message>
    <message>
        <source>The pair&apos;s label is 0, IsNext.</source>
        <translation>句对的标签是 0，IsNext。</translation>
    </message>
    <message>
        <source>A coin for each of the %1 that may be chosen: u &lt; %2. How many are chosen differs from run to run.</source>
        <translation>为可选的 %1 个各掷一次硬币：u &lt; %2。每次运行选中的数量不同。</translation>
    </message>
    <message>
        <source>BERT does not do that: it has a budget for each sequence.</source>
        <translation>BERT 不这样做：它对每个序列有一个预算。</translation>
    </message>
    <message>
        <source>Budget: round(%1 × %2) = %3 of %4 that may be chosen, %5.</source>
        <translation>预算：round(%1 × %2) = %3，可选的有 %4 个，占 %5。</translation>
    </message>
    <message>
        <source>All words are shuffled; they are taken in turn until the budget is full.</source>
        <translation>所有词打乱顺序，依次取用，直到预算用完。</translation>
    </message>
    <message>
        <source>All pieces are shuffled; the first ones are chosen until the budget is full.</source>
        <translation>所有词片打乱顺序，选取最前面的，直到预算用完。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is skipped: %n pieces, %2 left in the budget.</source>
        <translation>
            <numerusform>跳过 %1：%n 个词片，预算还剩 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>A word is masked with all its pieces or not at all; a later one may still fit.</source>
        <translation>一个词的词片要么全部遮住，要么都不遮；后面的词可能还放得下。</translation>
    </message>
    <message>
        <source>%1 is given back: its word does not fit, %2 left in the budget.</source>
        <translation>退回 %1：它所在的词放不下，预算还剩 %2。</translation>
    </message>
    <message>
        <source>Other words that were begun are completed with the room.</source>
        <translation>空出的余量用来补全其他已经开始的词。</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>random piece</source>
        <translation>随机词片</translation>
    </message>
    <message>
        <source>%1 [MASK]</source>
        <translation>%1 [MASK]</translation>
    </message>
    <message>
        <source>roll again</source>
        <translation>再掷一次</translation>
    </message>
    <message>
        <source>%1 becomes [MASK]; the label stays %1.</source>
        <translation>%1 变为 [MASK]；标签仍是 %1。</translation>
    </message>
    <message>
        <source>%1 stays as it is, and is still to be predicted.</source>
        <translation>%1 保持原样，但仍要预测。</translation>
    </message>
    <message>
        <source>A random piece takes its place: %1, by chance the true one.</source>
        <translation>由随机词片替换：%1，碰巧就是正确的那个。</translation>
    </message>
    <message>
        <source>A random piece takes its place: %2; the label stays %1.</source>
        <translation>由随机词片替换：%2；标签仍是 %1。</translation>
    </message>
    <message>
        <source>Only chosen positions count in the loss, kept ones too.</source>
        <translation>只有选中的位置计入损失，保留原样的也算。</translation>
    </message>
    <message>
        <source>Positions that count: %1; the loss is the mean over them.</source>
        <translation>计入的位置：%1；损失是它们的平均。</translation>
    </message>
    <message>
        <source>The pair counts too: B is from document %1, so its label is 1, NotNext.</source>
        <translation>句对也计入：B 来自文档 %1，所以标签是 1，NotNext。</translation>
    </message>
    <message>
        <source>The pair counts too: B follows A in document %1, so its label is 0, IsNext.</source>
        <translation>句对也计入：B 在文档 %1 中接在 A 之后，所以标签是 0，IsNext。</translation>
    </message>
    <message>
        <source>Everything else in the sequence is only read. Each epoch rolls anew.</source>
        <translation>序列中的其余部分只供阅读。每一轮都重新掷。</translation>
    </message>
    <message>
        <source>Index 0 means IsNext. Not half of the pairs are random next but 57 to 60 % in BERT&apos;s own data: a chunk of one sentence always gets a random B.</source>
        <translation>下标 0 表示 IsNext。在 BERT 自己的数据中，随机句对不是一半，而是 57～60 %：只有一句的文本块总是得到随机的 B。</translation>
    </message>
    <message>
        <source>Whole-word masking chooses words, but rolls 80/10/10 for each piece. In Chinese each character is a word for BERT; whole words need a segmenter.</source>
        <translation>全词掩码按词选择，但对每个词片分别按 80/10/10 掷。对 BERT 来说，中文的每个字就是一个词；要得到整词需要中文分词工具。</translation>
    </message>
    <message>
        <source>15 % is a budget of pieces in each sequence, not a coin for each word. The loss counts the chosen positions only, the kept ones too; the random piece can be the true one.</source>
        <translation>15 % 是每个序列的词片预算，不是给每个词掷硬币。损失只计选中的位置，保留原样的也算；随机词片可能正好是正确的那个。</translation>
    </message>
    <message>
        <source>Document: how long shall it be?</source>
        <translation>文档：要多长？</translation>
    </message>
    <message>
        <source>Chunk</source>
        <translation>文本块</translation>
    </message>
    <message>
        <source>A | B: where is the cut?</source>
        <translation>A | B：从哪里切开？</translation>
    </message>
    <message>
        <source>Coin: is B random?</source>
        <translation>硬币：B 是随机的吗？</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Truncation</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Candidates and budget</source>
        <translation>候选与预算</translation>
    </message>
    <message>
        <source>Turn %1: %2</source>
        <translation>第 %1 个：%2</translation>
    </message>
    <message>
        <source>Roll %1 of %2: %3</source>
        <translation>第 %1 次投掷，共 %2 次：%3</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>One training example</source>
        <translation>一个训练样本</translation>
    </message>
    <message>
        <source>From documents to [CLS] A [SEP] B [SEP] to masks: every roll that made this example. After pre-training no one writes [MASK]; keeping some pieces and disturbing some makes BERT build a vector for every token.</source>
        <translation>从文档到 [CLS] A [SEP] B [SEP] 再到掩码：产生这个样本的每一次投掷。预训练之后没有人会写 [MASK]；保留一些词片、扰乱另一些，使 BERT 为每个词元都建立向量。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 in every run</source>
        <translation>每次运行 %1 个</translation>
    </message>
    <message>
        <source>%1 to %2 a run</source>
        <translation>每次运行 %1～%2 个</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>random next</source>
        <translation>随机下一句</translation>
    </message>
    <message>
        <source>%1 had no coin</source>
        <translation>%1 次没有掷硬币</translation>
    </message>
    <message>
        <source>Run it 1,000 times</source>
        <translation>运行 1,000 次</translation>
    </message>
    <message>
        <source>Step through the rolls, take a new seed, then run 1,000 times. With whole words a word can be too long for what is left of the budget.</source>
        <translation>逐次查看掷取，换一个新种子，再运行 1,000 次。按全词掩码时，一个词可能太长，剩余预算放不下。</translation>
    </message>
    <message>
        <source>Read “Let us start pretraining the model.” and take new seeds until its long word has turn 1 or 2: three pieces do not fit a budget of two. “Complete words” takes it and un-masks another.</source>
        <translation>读入“Let us start pretraining the model.”，不断换新种子，直到其中的长词排在第 1 或第 2：三个词片放不进为 2 的预算。“补全整词”会选它，并取消另一个词的掩码。</translation>
    </message>
    <message>
        <source>Read a word of three pieces</source>
        <translation>读入含三个词片的词</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Context decides</source>
        <translation>上下文决定词义</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>WordPiece</source>
        <translation>WordPiece</translation>
    </message>
    <message>
        <source>[CLS], [SEP], segments, positions</source>
        <translation>[CLS]、[SEP]、片段、位置</translation>
    </message>
    <message>
        <source>Masked words, softmax</source>
        <translation>遮住的词、softmax</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>Sequence and pooled output</source>
        <translation>序列输出与池化输出</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自定义</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>PNG, 2 × as large</source>
        <translation>PNG，2 × 大小</translation>
    </message>
    <message>
        <source>PNG, 4 × as large</source>
        <translation>PNG，4 × 大小</translation>
    </message>
    <message>
        <source>SVG</source>
        <translation>SVG</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>CSV: the numbers</source>
        <translation>CSV：数值</translation>
    </message>
    <message>
        <source>NPZ: the numbers, for NumPy</source>
        <translation>NPZ：数值，供 NumPy 使用</translation>
    </message>
</context>
<context>
    <name>Fill</name>
    <message>
        <source>+ bias</source>
        <translation>+ 偏置</translation>
    </message>
    <message>
        <source>= score (logit)</source>
        <translation>= 得分（logit）</translation>
    </message>
    <message>
        <source>rank of %1</source>
        <translation>在 %1 个中的名次</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>行 %1</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>truth unknown</source>
        <translation>原词未知</translation>
    </message>
    <message>
        <source>%1: rank %2</source>
        <translation>%1：第 %2 名</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>t × row</source>
        <translation>t × 行</translation>
    </message>
    <message>
        <source>sum %1</source>
        <translation>总和 %1</translation>
    </message>
    <message>
        <source>Fill the gap</source>
        <translation>完形填空</translation>
    </message>
    <message>
        <source>What the model holds probable where a piece is covered: every piece of the vocabulary gets a score, and softmax makes %1 probabilities of them that sum to 1.</source>
        <translation>模型认为遮住的位置可能是什么：词表中的每个词片得到一个得分，softmax 把它们变成 %1 个概率，总和为 1。</translation>
    </message>
    <message>
        <source>Score of “%1” at %2</source>
        <translation>“%1”在 %2 处的得分</translation>
    </message>
    <message>
        <source>row = “%1” in the token table</source>
        <translation>行 = 词元表中的“%1”</translation>
    </message>
    <message>
        <source>Double click a token above the page, or type [MASK] into the sentence.</source>
        <translation>双击页面上方的一个词元，或在句中输入 [MASK]。</translation>
    </message>
    <message>
        <source>BERT does not write text from left to right. It guesses every gap by itself; when gaps are filled one after the other, the result depends on the order.</source>
        <translation>BERT 不是从左到右写文本。它对每个空位单独猜测；逐个填空时，结果取决于顺序。</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>第 %1 名</translation>
    </message>
    <message>
        <source>best: “%1”</source>
        <translation>最佳：“%1”</translation>
    </message>
    <message>
        <source>t · row</source>
        <translation>t · 行</translation>
    </message>
    <message>
        <source>÷ sum %1 = probability</source>
        <translation>÷ 总和 %1 = 概率</translation>
    </message>
    <message>
        <source>Change a word far from the gap, left or right of it, and watch the bars. Ask for a piece: why is its score lower? Cover a second piece and put one guess in: the other gap changes.</source>
        <translation>改动空位左边或右边较远处的一个词，观察条形。查询一个词片：它的得分为什么更低？遮住第二个词片，填入一个猜测：另一空位会随之变化。</translation>
    </message>
    <message>
        <source>Fill two gaps in turn</source>
        <translation>依次填两个空位</translation>
    </message>
</context>
<context>
    <name>InputWording</name>
    <message>
        <source>The text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The sentences as typed. BERT reads numbers, not letters: six steps lie between.</source>
        <translation>输入的句子原文。BERT 读的是数字，不是字母：中间有六个步骤。</translation>
    </message>
    <message>
        <source>Choose the steps one after the other and follow one word.</source>
        <translation>依次选择各个步骤，跟踪一个词。</translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation>规范化</translation>
    </message>
    <message>
        <source>The text is cleaned, capitals become small, accents go, Chinese characters get spaces around them. What changed is marked, in the text as typed and in the result.</source>
        <translation>清理文本，大写变小写，去掉重音符号，在汉字两边加空格。有变化的地方在原文和结果中都会标出。</translation>
    </message>
    <message>
        <source>The text is cleaned and Chinese characters get spaces around them; this model keeps capitals and accents. What changed is marked.</source>
        <translation>清理文本，在汉字两边加空格；这个模型保留大写和重音符号。有变化的地方会标出。</translation>
    </message>
    <message>
        <source>Type Café, 北京大学 or two spaces.</source>
        <translation>输入 Café、北京大学或两个空格。</translation>
    </message>
    <message>
        <source>After this step the model cannot tell Polish from polish.</source>
        <translation>经过这一步，模型无法区分 Polish 和 polish。</translation>
    </message>
    <message>
        <source>For a model with capitals, Paris and paris are two words.</source>
        <translation>对区分大小写的模型来说，Paris 和 paris 是两个词。</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>White space and punctuation end a word; each punctuation mark is a word of its own.</source>
        <translation>空白和标点结束一个词；每个标点符号自成一词。</translation>
    </message>
    <message>
        <source>Type don&apos;t or 3.14 and count the words.</source>
        <translation>输入 don&apos;t 或 3.14，数一数有几个词。</translation>
    </message>
    <message>
        <source>In Chinese each character is a word for BERT. Whole words need a segmenter.</source>
        <translation>对 BERT 来说，中文的每个字就是一个词。要得到整词需要中文分词工具。</translation>
    </message>
    <message>
        <source>WordPiece</source>
        <translation>WordPiece</translation>
    </message>
    <message>
        <source>For each word the longest piece of the vocabulary that fits its beginning is taken, then the longest for the rest. ## marks a piece that continues a word.</source>
        <translation>对每个词，先取词表中与开头相符的最长词片，再对其余部分取最长的。## 表示该词片接续一个词。</translation>
    </message>
    <message>
        <source>Click a word to see every look into the vocabulary. Type unaffable or pretraining.</source>
        <translation>点击一个词，查看每一次查词表。输入 unaffable 或 pretraining。</translation>
    </message>
    <message>
        <source>This word: %1</source>
        <translation>这个词：%1</translation>
    </message>
    <message>
        <source>try %1</source>
        <translation>第 %1 次尝试</translation>
    </message>
    <message>
        <source>kept whole</source>
        <translation>保持完整</translation>
    </message>
    <message>
        <source>no split</source>
        <translation>无法切分</translation>
    </message>
    <message>
        <source>looks into the vocabulary</source>
        <translation>查词表次数</translation>
    </message>
    <message>
        <source>cut: the model reads %1 tokens</source>
        <translation>已截断：模型读 %1 个词元</translation>
    </message>
    <message>
        <source>This token: %1</source>
        <translation>这个词元：%1</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>type id</source>
        <translation>类型 ID</translation>
    </message>
    <message>
        <source>[CLS] and [SEP]</source>
        <translation>[CLS] 和 [SEP]</translation>
    </message>
    <message>
        <source>[CLS] goes before A, [SEP] after A and after B. The type id under each token says which sentence it belongs to: 0 for A with [CLS] and its [SEP], 1 for B with its own.</source>
        <translation>[CLS] 放在 A 之前，[SEP] 放在 A 之后和 B 之后。每个词元下方的类型 ID 说明它属于哪个句子：A 连同 [CLS] 和它的 [SEP] 为 0，B 连同它自己的 [SEP] 为 1。</translation>
    </message>
    <message>
        <source>Empty sentence B: only type 0 stays, with one [SEP] at the end.</source>
        <translation>清空句子 B：只剩类型 0，末尾有一个 [SEP]。</translation>
    </message>
    <message>
        <source>Type ids say which sentence; the attention mask says what may be looked at. They are not the same.</source>
        <translation>类型 ID 说明属于哪个句子；注意力掩码说明可以看哪些位置。两者不同。</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>[CLS] [SEP]</source>
        <translation>[CLS] [SEP]</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>What BERT reads</source>
        <translation>BERT 读到什么</translation>
    </message>
    <message>
        <source>Three vectors are added for each token: what it is, which sentence it belongs to, and where it stands. LayerNorm of the sum is what layer 1 reads.</source>
        <translation>每个词元由三个向量相加：它是什么、属于哪个句子、在哪个位置。三者之和经过 LayerNorm 后就是第 1 层读到的内容。</translation>
    </message>
    <message>
        <source>Type a word in both sentences: its token rows are equal, its sums are not. Segment has two different rows only.</source>
        <translation>在两个句子中输入同一个词：词元行相同，总和不同。片段只有两种不同的行。</translation>
    </message>
    <message>
        <source>BERT&apos;s positions are learned and absolute, though many articles call them sinusoidal.</source>
        <translation>BERT 的位置嵌入是学习得到的绝对位置，尽管许多文章说它是正弦的。</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>This cell: %1, dimension %2</source>
        <translation>此单元格：%1，维度 %2</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>+ segment %1</source>
        <translation>+ 片段 %1</translation>
    </message>
    <message>
        <source>+ position %1</source>
        <translation>+ 位置 %1</translation>
    </message>
    <message>
        <source>= sum</source>
        <translation>= 总和</translation>
    </message>
    <message>
        <source>− mean of the row</source>
        <translation>− 本行均值</translation>
    </message>
    <message>
        <source>÷ √(variance + %1)</source>
        <translation>÷ √(方差 + %1)</translation>
    </message>
    <message>
        <source>× gamma</source>
        <translation>× gamma</translation>
    </message>
    <message>
        <source>+ beta</source>
        <translation>+ beta</translation>
    </message>
    <message>
        <source>= LayerNorm</source>
        <translation>= LayerNorm</translation>
    </message>
    <message>
        <source>[UNK] means that no pieces fit, not that nobody knows the word.</source>
        <translation>[UNK] 表示没有相符的词片，不表示没人认识这个词。</translation>
    </message>
    <message>
        <source>Read Paris ☃</source>
        <translation>读入 Paris ☃</translation>
    </message>
    <message>
        <source>Compare both</source>
        <translation>比较两者</translation>
    </message>
    <message>
        <source>Position above, id below. The id is the piece&apos;s line in the vocabulary, counted from 0; these numbers are all the model gets. Each chooses a row of the token table; the list has the pieces whose rows point in the most similar direction.</source>
        <translation>上为位置，下为 ID。ID 是词片在词表中的行号，从 0 数起；模型得到的只有这些数字。每个 ID 选取词元表的一行；列表中是行的方向最相近的词片。</translation>
    </message>
    <message>
        <source>Type a word twice: both have one id, at two positions. Click a word and point at a piece of the list.</source>
        <translation>把一个词输入两次：两处的 ID 相同，位置不同。点击一个词，再指向列表中的一个词片。</translation>
    </message>
    <message>
        <source>An id is a name: close numbers mean nothing about meaning. A row is the same in every sentence; only the layers bring the context in.</source>
        <translation>ID 只是名字：数字相近不表示含义相近。同一行在每个句子中都相同；只有各层才带入上下文。</translation>
    </message>
    <message>
        <source>Give one for the other</source>
        <translation>用一个代替另一个</translation>
    </message>
    <message>
        <source>Learned positions and sinusoids</source>
        <translation>学习所得的位置与正弦</translation>
    </message>
    <message>
        <source>The cosine of every two positions: on the left of the rows that this model has for them, on the right of the sinusoids of the Transformer paper. Of sinusoids only the distance counts; a row was learned for each position by itself.</source>
        <translation>每两个位置的余弦：左边是此模型的位置行，右边是 Transformer 论文中的正弦。对正弦来说只有距离起作用；而每个位置的行是各自学习得到的。</translation>
    </message>
    <message>
        <source>Leave the positions out, then shuffle the words on the page Sentence pair: without positions the answer does not depend on their order.</source>
        <translation>去掉位置，再到“句对”页打乱词序：没有位置，答案与词序无关。</translation>
    </message>
    <message>
        <source>Leave the positions out</source>
        <translation>去掉位置</translation>
    </message>
</context>
<context>
    <name>LayersTab</name>
    <message>
        <source>embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
</context>
<context>
    <name>ModelStructure</name>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Layers %1 … %2</source>
        <translation>第 %1 … %2 层</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Inside layer %1</source>
        <translation>第 %1 层内部</translation>
    </message>
    <message>
        <source>From the embeddings</source>
        <translation>来自嵌入</translation>
    </message>
    <message>
        <source>From layer %1</source>
        <translation>来自第 %1 层</translation>
    </message>
    <message>
        <source>Q, K, V</source>
        <translation>Q、K、V</translation>
    </message>
    <message>
        <source>softmax(Q Kᵀ ÷ √%1) V</source>
        <translation>softmax(Q Kᵀ ÷ √%1) V</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>joined: %1</source>
        <translation>拼接：%1</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>+ residual</source>
        <translation>+ 残差</translation>
    </message>
    <message>
        <source>LayerNorm</source>
        <translation>LayerNorm</translation>
    </message>
    <message>
        <source>dense, GELU</source>
        <translation>全连接、GELU</translation>
    </message>
    <message>
        <source>What comes out</source>
        <translation>输出什么</translation>
    </message>
    <message>
        <source>not in this file</source>
        <translation>此文件中没有</translation>
    </message>
    <message>
        <source>Sequence output</source>
        <translation>序列输出</translation>
    </message>
    <message>
        <source>each row</source>
        <translation>每一行</translation>
    </message>
    <message>
        <source>MLM head</source>
        <translation>MLM 头</translation>
    </message>
    <message>
        <source>A score for every piece</source>
        <translation>每个词片的得分</translation>
    </message>
    <message>
        <source>row of [CLS] alone</source>
        <translation>仅 [CLS] 行</translation>
    </message>
    <message>
        <source>Pooler</source>
        <translation>池化层</translation>
    </message>
    <message>
        <source>NSP head</source>
        <translation>NSP 头</translation>
    </message>
    <message>
        <source>IsNext or NotNext</source>
        <translation>IsNext 或 NotNext</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Each token&apos;s row of the token table, the row of its position and that of its segment are added; LayerNorm follows.</source>
        <translation>每个词元在词元表中的行、它的位置行和片段行相加；再经过 LayerNorm。</translation>
    </message>
    <message>
        <source>token: %1 · %2</source>
        <translation>词元：%1 · %2</translation>
    </message>
    <message>
        <source>position: %1 · %2</source>
        <translation>位置：%1 · %2</translation>
    </message>
    <message>
        <source>segment: %1 · %2</source>
        <translation>片段：%1 · %2</translation>
    </message>
    <message>
        <source>LayerNorm: 2 · %1</source>
        <translation>LayerNorm：2 · %1</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>Attention lets every token take from every other; the feed-forward block then works on each token alone. Both add to what came in, and LayerNorm evens it out.</source>
        <translation>注意力让每个词元从其他所有词元取用信息；前馈块再单独处理每个词元。两者的结果都加到输入上，再由 LayerNorm 调匀。</translation>
    </message>
    <message>
        <source>dense of attention</source>
        <translation>注意力的全连接</translation>
    </message>
    <message>
        <source>feed-forward, in</source>
        <translation>前馈，入</translation>
    </message>
    <message>
        <source>feed-forward, out</source>
        <translation>前馈，出</translation>
    </message>
    <message>
        <source>× %1 layers</source>
        <translation>× %1 层</translation>
    </message>
    <message>
        <source>Three dense layers make a query, a key and a value of each token; their columns are cut into %1 heads of %2.</source>
        <translation>三个全连接层为每个词元生成查询、键和值；它们的列被分成 %1 个头，每个 %2 列。</translation>
    </message>
    <message>
        <source>one of them: %1</source>
        <translation>其中一个：%1</translation>
    </message>
    <message>
        <source>three</source>
        <translation>三个合计</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>For each head: scores Q Kᵀ ÷ √%1, softmax of each row, and the values mixed by these weights. No weights of its own.</source>
        <translation>每个头：得分 Q Kᵀ ÷ √%1，每行做 softmax，再按这些权重混合值。自身没有参数。</translation>
    </message>
    <message>
        <source>maps</source>
        <translation>注意力图</translation>
    </message>
    <message>
        <source>joined: %1 · %2</source>
        <translation>拼接：%1 · %2</translation>
    </message>
    <message>
        <source>Dense layer of attention</source>
        <translation>注意力的全连接层</translation>
    </message>
    <message>
        <source>Mixes what the heads brought.</source>
        <translation>混合各个头带来的内容。</translation>
    </message>
    <message>
        <source>Feed-forward, in</source>
        <translation>前馈，入</translation>
    </message>
    <message>
        <source>Each token alone: a dense layer to four times the width or so, then GELU.</source>
        <translation>每个词元单独处理：全连接层扩到约四倍宽度，再经过 GELU。</translation>
    </message>
    <message>
        <source>Feed-forward, out</source>
        <translation>前馈，出</translation>
    </message>
    <message>
        <source>Back to the width of the model.</source>
        <translation>回到模型的宽度。</translation>
    </message>
    <message>
        <source>t = LayerNorm(GELU(dense(h))), then a score for each piece: t · its row of the token table + its bias. The table is that of the embeddings, so it is not counted again.</source>
        <translation>t = LayerNorm(GELU(dense(h)))，然后每个词片得到一个得分：t · 它在词元表中的行 + 它的偏置。这张表就是嵌入的表，所以不再重复计数。</translation>
    </message>
    <message>
        <source>dense: %1</source>
        <translation>全连接：%1</translation>
    </message>
    <message>
        <source>biases of the pieces</source>
        <translation>词片的偏置</translation>
    </message>
    <message>
        <source>Two scores from the pooled vector: index 0 = IsNext, 1 = NotNext.</source>
        <translation>由池化向量得到两个得分：下标 0 = IsNext，1 = NotNext。</translation>
    </message>
    <message>
        <source>tanh(dense(row of [CLS])): one vector for the whole input.</source>
        <translation>tanh(dense([CLS] 行))：整个输入对应一个向量。</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The way of this sentence through the model. The text on each arrow is the shape of what flows there: tokens × width.</source>
        <translation>这个句子穿过模型的路径。每个箭头上的文字是流过数据的形状：词元数 × 宽度。</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>pooler</source>
        <translation>池化层</translation>
    </message>
    <message>
        <source>sum without heads</source>
        <translation>不含任务头合计</translation>
    </message>
    <message>
        <source>Each token&apos;s vector: minus its mean, divided by its deviation, times gamma, plus beta. In BERT it stands behind the residual (post-LayerNorm).</source>
        <translation>每个词元的向量：减去均值，除以标准差，乘以 gamma，加上 beta。在 BERT 中它位于残差之后（post-LayerNorm）。</translation>
    </message>
    <message>
        <source>gamma and beta: 2 · %1</source>
        <translation>gamma 和 beta：2 · %1</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>What the block made is added to what came in. No weights.</source>
        <translation>把块的结果加到它的输入上。没有参数。</translation>
    </message>
    <message>
        <source>%1 tokens in</source>
        <translation>输入 %1 个词元</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>3 × %1</source>
        <translation>3 × %1</translation>
    </message>
    <message>
        <source>Embeddings, LayerNorm</source>
        <translation>嵌入、LayerNorm</translation>
    </message>
    <message>
        <source>Class of a sentence or a pair</source>
        <translation>句子或句对分类</translation>
    </message>
    <message>
        <source>BERT</source>
        <translation>BERT</translation>
    </message>
    <message>
        <source>Row of [CLS]</source>
        <translation>[CLS] 行</translation>
    </message>
    <message>
        <source>Pooler: dense, tanh</source>
        <translation>池化层：全连接、tanh</translation>
    </message>
    <message>
        <source>dense, one row a class</source>
        <translation>全连接，每类一行</translation>
    </message>
    <message>
        <source>1 × classes</source>
        <translation>1 × 类别数</translation>
    </message>
    <message>
        <source>softmax: the class</source>
        <translation>softmax：类别</translation>
    </message>
    <message>
        <source>Sentiment, paraphrase, does B follow from A: one answer for all.</source>
        <translation>情感、复述、B 是否接着 A：整体给出一个答案。</translation>
    </message>
    <message>
        <source>A tag for each token</source>
        <translation>每个词元一个标签</translation>
    </message>
    <message>
        <source>Every row</source>
        <translation>每一行</translation>
    </message>
    <message>
        <source>dense, one row a tag</source>
        <translation>全连接，每个标签一行</translation>
    </message>
    <message>
        <source>%1 × tags</source>
        <translation>%1 × 标签数</translation>
    </message>
    <message>
        <source>softmax of each row: the tags</source>
        <translation>每行 softmax：标签</translation>
    </message>
    <message>
        <source>Names, parts of speech: the first piece of a word speaks for it.</source>
        <translation>人名地名、词性：由词的第一个词片代表整个词。</translation>
    </message>
    <message>
        <source>An answer in a passage</source>
        <translation>段落中的答案</translation>
    </message>
    <message>
        <source>BERT on question and passage</source>
        <translation>BERT 读问题和段落</translation>
    </message>
    <message>
        <source>dense, two rows</source>
        <translation>全连接，两行</translation>
    </message>
    <message>
        <source>softmax over the positions</source>
        <translation>在位置上做 softmax</translation>
    </message>
    <message>
        <source>start and end</source>
        <translation>起点和终点</translation>
    </message>
    <message>
        <source>The pieces between</source>
        <translation>两者之间的词片</translation>
    </message>
    <message>
        <source>Start and end are chosen over the tokens, not over the vocabulary.</source>
        <translation>起点和终点在词元中选择，不在词表中选择。</translation>
    </message>
    <message>
        <source>BERT: auto-encoding</source>
        <translation>BERT：自编码</translation>
    </message>
    <message>
        <source>The sentence, some pieces covered</source>
        <translation>句子，部分词片被遮住</translation>
    </message>
    <message>
        <source>Token + segment + position</source>
        <translation>词元 + 片段 + 位置</translation>
    </message>
    <message>
        <source>Attention to both sides</source>
        <translation>注意力看两边</translation>
    </message>
    <message>
        <source>LayerNorm behind each block</source>
        <translation>LayerNorm 在每个块之后</translation>
    </message>
    <message>
        <source>the covered pieces</source>
        <translation>被遮住的词片</translation>
    </message>
    <message>
        <source>Sees the whole sentence, so it cannot write from left to right.</source>
        <translation>能看到整个句子，所以不能从左到右写。</translation>
    </message>
    <message>
        <source>GPT: auto-regressive</source>
        <translation>GPT：自回归</translation>
    </message>
    <message>
        <source>The beginning of a text</source>
        <translation>一段文本的开头</translation>
    </message>
    <message>
        <source>Token + position</source>
        <translation>词元 + 位置</translation>
    </message>
    <message>
        <source>Attention to the left only</source>
        <translation>注意力只看左边</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>带掩码</translation>
    </message>
    <message>
        <source>LayerNorm before each block (from GPT-2 on)</source>
        <translation>LayerNorm 在每个块之前（从 GPT-2 起）</translation>
    </message>
    <message>
        <source>Next-piece head</source>
        <translation>下一词片头</translation>
    </message>
    <message>
        <source>after every piece</source>
        <translation>每个词片之后</translation>
    </message>
    <message>
        <source>The first GPT was fine-tuned for its tasks too; prompting came after.</source>
        <translation>最初的 GPT 也要为任务微调；提示的用法是后来才有的。</translation>
    </message>
    <message>
        <source>How this sentence goes through the model, with the shape of what flows on every arrow and the weights of every part.</source>
        <translation>这个句子如何穿过模型：每个箭头上是流过数据的形状，每个部分有它的参数数量。</translation>
    </message>
    <message>
        <source>Click a layer to open it; double-click a part to see its numbers on its own page.</source>
        <translation>点击一层可展开；双击一个部分可在它自己的页面上查看数值。</translation>
    </message>
    <message>
        <source>Weights and sizes</source>
        <translation>权重与规模</translation>
    </message>
    <message>
        <source>Where this model&apos;s weights are, and how many the six released sizes have, counted from their configuration. A marked size has the layers, width and heads of this model.</source>
        <translation>此模型的权重分布在哪里，以及已发布的六种规模各有多少权重（按其配置计算）。标出的规模与此模型的层数、宽度和头数相同。</translation>
    </message>
    <message>
        <source>Open another model and compare: which parts grow with the layers, which with the width, which with the vocabulary? The line at the bottom says how long a pass takes.</source>
        <translation>打开另一个模型作比较：哪些部分随层数增长，哪些随宽度，哪些随词表？底部一行说明一次计算用时多少。</translation>
    </message>
    <message>
        <source>One BERT, many tasks</source>
        <translation>一个 BERT，多种任务</translation>
    </message>
    <message>
        <source>The same BERT stands below every task. A small head on top takes the pooled vector (one answer for all) or every row (an answer for each token).</source>
        <translation>每种任务之下都是同一个 BERT。上面的小任务头取用池化向量（整体一个答案）或每一行（每个词元一个答案）。</translation>
    </message>
    <message>
        <source>Type a question as A and a passage as B: the shapes in the third column are those of your text.</source>
        <translation>在 A 中输入问题，在 B 中输入段落：第三列的形状就是你的文本的形状。</translation>
    </message>
    <message>
        <source>This model has the heads of its pre-training only. A task&apos;s head comes with fine-tuning, which trains all of BERT a little further.</source>
        <translation>此模型只有预训练时的任务头。具体任务的头在微调时加上，微调会把整个 BERT 再训练一点。</translation>
    </message>
    <message>
        <source>See the two outputs</source>
        <translation>查看两种输出</translation>
    </message>
    <message>
        <source>BERT and GPT</source>
        <translation>BERT 与 GPT</translation>
    </message>
    <message>
        <source>BERT is auto-encoding: it guesses covered pieces and looks to both sides. GPT is auto-regressive: it guesses the next piece from those before it.</source>
        <translation>BERT 是自编码的：它猜被遮住的词片，同时看两边。GPT 是自回归的：它根据前面的词片猜下一个。</translation>
    </message>
    <message>
        <source>Closing what is to the right does not make a GPT of BERT: it was not trained so. Pre-training can train a small causal model beside it.</source>
        <translation>关闭右侧并不会把 BERT 变成 GPT：它不是这样训练的。在“预训练”中可以另外训练一个小的因果模型。</translation>
    </message>
    <message>
        <source>Force it to read left to right</source>
        <translation>强制从左到右阅读</translation>
    </message>
    <message>
        <source>Trained on gaps, and on whether B follows A</source>
        <translation>训练目标：填空，以及 B 是否接在 A 之后</translation>
    </message>
    <message>
        <source>2 × %1</source>
        <translation>2 × %1</translation>
    </message>
    <message>
        <source>Trained on the next piece</source>
        <translation>训练目标：下一个词片</translation>
    </message>
    <message>
        <source>Guess “The [MASK] barked at the postman.” on the page Fill the gap, then again when forced to read left to right: nothing says what barked.</source>
        <translation>在“完形填空”页猜“The [MASK] barked at the postman.”，再在强制从左到右阅读时猜一次：此时没有任何信息说明是什么在叫。</translation>
    </message>
    <message>
        <source>The paper says 110 M for base and 340 M for large; counted: 109.5 M and 335 M, with both heads 110.1 M and 336 M.</source>
        <translation>论文称 base 有 110 M、large 有 340 M 个参数；实际数出来是 109.5 M 和 335 M，连同两个任务头是 110.1 M 和 336 M。</translation>
    </message>
</context>
<context>
    <name>OutputsWording</name>
    <message>
        <source>cosine(pooled, mean)</source>
        <translation>余弦(池化, 平均)</translation>
    </message>
    <message>
        <source>cosine(pooled, [CLS] row)</source>
        <translation>余弦(池化, [CLS] 行)</translation>
    </message>
    <message>
        <source>What comes out</source>
        <translation>输出什么</translation>
    </message>
    <message>
        <source>The sequence output has a vector for each token. The pooler makes one vector for all of them out of its first row, [CLS].</source>
        <translation>序列输出为每个词元给出一个向量。池化层用它的第一行 [CLS] 为全部词元生成一个向量。</translation>
    </message>
    <message>
        <source>Change the last word: every row of the sequence output changes a little, the pooled vector too.</source>
        <translation>改动最后一个词：序列输出的每一行都会略有变化，池化向量也是。</translation>
    </message>
    <message>
        <source>The pooled output is not the [CLS] row: a dense layer and tanh lie between. Nor is it a sentence embedding before fine-tuning: compare it with the mean of the tokens.</source>
        <translation>池化输出不是 [CLS] 行：中间隔着一个全连接层和 tanh。在微调之前，它也不是句子嵌入：请与各词元的平均比较。</translation>
    </message>
    <message>
        <source>This cell: %1, dimension %2</source>
        <translation>此单元格：%1，维度 %2</translation>
    </message>
    <message>
        <source>output[%1]</source>
        <translation>输出[%1]</translation>
    </message>
    <message>
        <source>mean of all tokens</source>
        <translation>全部词元的平均</translation>
    </message>
    <message>
        <source>This cell: pooled vector, dimension %1</source>
        <translation>此单元格：池化向量，维度 %1</translation>
    </message>
    <message>
        <source>[CLS] row[%1]</source>
        <translation>[CLS] 行[%1]</translation>
    </message>
    <message>
        <source>mean[%1]</source>
        <translation>平均[%1]</translation>
    </message>
    <message>
        <source>See what the pair&apos;s answer is made of</source>
        <translation>看句对的答案由什么构成</translation>
    </message>
</context>
<context>
    <name>PairWording</name>
    <message>
        <source>weights · pooled</source>
        <translation>权重 · 池化</translation>
    </message>
    <message>
        <source>+ bias</source>
        <translation>+ 偏置</translation>
    </message>
    <message>
        <source>= logit %1</source>
        <translation>= logit %1</translation>
    </message>
    <message>
        <source>Is it the next sentence?</source>
        <translation>是下一句吗？</translation>
    </message>
    <message>
        <source>The [CLS] row of the last layer goes through a dense layer and tanh: the pooled vector. Two rows of weights make two logits of it, softmax makes two probabilities.</source>
        <translation>最后一层的 [CLS] 行经过全连接层和 tanh，得到池化向量。两行权重由它算出两个 logit，softmax 再变成两个概率。</translation>
    </message>
    <message>
        <source>Index 0 means IsNext. In BERT&apos;s own data 57 to 60 % of the pairs are random next, since chunks of one segment always are. NSP does not make BERT write; later models dropped it.</source>
        <translation>下标 0 表示 IsNext。在 BERT 自己的数据中，57～60 % 的句对是随机的，因为只有一个片段的文本块总是如此。NSP 并不能让 BERT 写作；后来的模型放弃了它。</translation>
    </message>
    <message>
        <source>Type ids say which sentence; the attention mask says what may be looked at. Given one for the other, nobody sees A, and the answer means nothing.</source>
        <translation>类型 ID 说明属于哪个句子；注意力掩码说明可以看哪些位置。把一个当作另一个，就没有词元能看到 A，答案也就没有意义。</translation>
    </message>
    <message>
        <source>This cell: pooled vector, dimension %1</source>
        <translation>此单元格：池化向量，维度 %1</translation>
    </message>
    <message>
        <source>Draw 1,000 pairs</source>
        <translation>抽取 1,000 个句对</translation>
    </message>
    <message>
        <source>How the logit of 0, IsNext, comes about</source>
        <translation>0（IsNext）的 logit 是怎样得出的</translation>
    </message>
    <message>
        <source>How the logit of 1, NotNext, comes about</source>
        <translation>1（NotNext）的 logit 是怎样得出的</translation>
    </message>
    <message>
        <source>÷ sum %1 = probability</source>
        <translation>÷ 总和 %1 = 概率</translation>
    </message>
    <message>
        <source>Compare “She cooked pasta. / It was delicious.” with “Turn the radio on. / She bought a new hat.”, both among the examples. Then take another B.</source>
        <translation>比较“She cooked pasta. / It was delicious.”与“Turn the radio on. / She bought a new hat.”，两者都在示例中。再换一个句子 B。</translation>
    </message>
</context>
<context>
    <name>PoolerStrips</name>
    <message>
        <source>[CLS] row</source>
        <translation>[CLS] 行</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>dense</translation>
    </message>
    <message>
        <source>tanh = pooled</source>
        <translation>tanh = 池化</translation>
    </message>
    <message>
        <source>99th percentile of the [CLS] row</source>
        <translation>[CLS] 行的第 99 百分位</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>weights · [CLS] row</source>
        <translation>权重 · [CLS] 行</translation>
    </message>
    <message>
        <source>+ bias</source>
        <translation>+ 偏置</translation>
    </message>
    <message>
        <source>= dense</source>
        <translation>= dense</translation>
    </message>
    <message>
        <source>pooled</source>
        <translation>池化</translation>
    </message>
</context>
<context>
    <name>RaceCurves</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>first, held out</source>
        <translation>第一次，留出集</translation>
    </message>
    <message>
        <source>second, held out</source>
        <translation>第二次，留出集</translation>
    </message>
    <message>
        <source>first, training</source>
        <translation>第一次，训练</translation>
    </message>
    <message>
        <source>second, training</source>
        <translation>第二次，训练</translation>
    </message>
    <message>
        <source>first, pairs</source>
        <translation>第一次，句对</translation>
    </message>
    <message>
        <source>second, pairs</source>
        <translation>第二次，句对</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>first, masked</source>
        <translation>第一次，掩码</translation>
    </message>
    <message>
        <source>second, masked</source>
        <translation>第二次，掩码</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>accuracy, %</source>
        <translation>准确率，%</translation>
    </message>
    <message>
        <source>word frequencies %1</source>
        <translation>词频 %1</translation>
    </message>
    <message>
        <source>ln 2 = 0.693</source>
        <translation>ln 2 = 0.693</translation>
    </message>
    <message>
        <source>- - first   — second</source>
        <translation>- - 第一次   — 第二次</translation>
    </message>
    <message>
        <source>Each run is measured on held-out text made with its own recipe (%1): the two losses are not of one task. The probe sentences are the same for both.</source>
        <translation>每次运行都用按自己的配方生成的留出文本来测量（%1）：两个损失不属于同一任务。两者的探针句相同。</translation>
    </message>
</context>
<context>
    <name>RaceReport</name>
    <message>
        <source>◀ differs</source>
        <translation>◀ 不同</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>第一次运行</translation>
    </message>
    <message>
        <source>Second run</source>
        <translation>第二次运行</translation>
    </message>
    <message>
        <source>steps taken</source>
        <translation>已走步数</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>tokens read</source>
        <translation>已读词元数</translation>
    </message>
    <message>
        <source>seconds spent on steps</source>
        <translation>各步用时（秒）</translation>
    </message>
    <message>
        <source>tokens a second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Masked words: loss</source>
        <translation>掩码词：损失</translation>
    </message>
    <message>
        <source>Next sentence: loss</source>
        <translation>下一句：损失</translation>
    </message>
    <message>
        <source>Held-out accuracy, %</source>
        <translation>留出集准确率，%</translation>
    </message>
    <message>
        <source>The second run is thick and solid, the first thin and dashed. Losses are those of held-out text; where a run was too short for a curve of them, thin lines show every step of the training too (the first dotted).</source>
        <translation>第二次运行为粗实线，第一次为细虚线。损失是留出文本上的损失；若运行太短，画不出这条曲线，则另用细线显示训练的每一步（第一次为点线）。</translation>
    </message>
    <message>
        <source>Nothing is held out: there is no such number.</source>
        <translation>没有留出文本：没有这个数值。</translation>
    </message>
    <message>
        <source>Behind step %1, the last at which both were measured.</source>
        <translation>第 %1 步之后，即两者都测量过的最后一步。</translation>
    </message>
    <message>
        <source>Second − first</source>
        <translation>第二次 − 第一次</translation>
    </message>
    <message>
        <source>masked words: loss</source>
        <translation>掩码词：损失</translation>
    </message>
    <message>
        <source>masked words: accuracy, %</source>
        <translation>掩码词：准确率，%</translation>
    </message>
    <message>
        <source>next sentence: loss</source>
        <translation>下一句：损失</translation>
    </message>
    <message>
        <source>next sentence: accuracy, %</source>
        <translation>下一句：准确率，%</translation>
    </message>
    <message>
        <source>One seed is one throw of the dice: a small difference may be luck.</source>
        <translation>一个种子只是掷一次骰子：微小的差别可能是运气。</translation>
    </message>
    <message>
        <source>The three best guesses with their probabilities behind step %1; ✓ marks the right one.</source>
        <translation>第 %1 步之后的三个最佳猜测及其概率；✓ 表示正确的那个。</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>Recipe race: %1</source>
        <translation>配方对比：%1</translation>
    </message>
    <message>
        <source>Two runs on the same text with the same seed. What differs: %1.</source>
        <translation>同一文本、同一种子的两次运行。不同之处：%1。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The runs</source>
        <translation>两次运行</translation>
    </message>
    <message>
        <source>Held-out text</source>
        <translation>留出文本</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Probe sentences</source>
        <translation>探针句</translation>
    </message>
    <message>
        <source>The recipes</source>
        <translation>配方</translation>
    </message>
</context>
<context>
    <name>RecipeWording</name>
    <message>
        <source>%1; held out: %2</source>
        <translation>%1；留出：%2</translation>
    </message>
    <message>
        <source>%1; held out: %2 % of the documents</source>
        <translation>%1；留出：%2 % 的文档</translation>
    </message>
    <message>
        <source>masked pieces + next sentence</source>
        <translation>掩码词片 + 下一句</translation>
    </message>
    <message>
        <source>masked pieces</source>
        <translation>掩码词片</translation>
    </message>
    <message>
        <source>next piece (causal, as GPT)</source>
        <translation>下一个词片（因果，同 GPT）</translation>
    </message>
    <message>
        <source>quick: normal of %1, keys as queries, biases at the pieces&apos; frequencies</source>
        <translation>快速：%1 的正态分布，键等于查询，偏置取自词片的频率</translation>
    </message>
    <message>
        <source>BERT&apos;s: truncated normal of %1</source>
        <translation>BERT 的方式：%1 的截断正态分布</translation>
    </message>
    <message>
        <source>whole words</source>
        <translation>全词</translation>
    </message>
    <message>
        <source>single pieces</source>
        <translation>单个词片</translation>
    </message>
    <message>
        <source>a coin each</source>
        <translation>逐个掷硬币</translation>
    </message>
    <message>
        <source>begun words completed</source>
        <translation>补全已开始的词</translation>
    </message>
    <message>
        <source>one roll a word</source>
        <translation>每词掷一次</translation>
    </message>
    <message>
        <source>AdamW without bias correction, betas %1 and %2</source>
        <translation>AdamW，无偏差校正，beta 为 %1 和 %2</translation>
    </message>
    <message>
        <source>AdamW, betas %1 and %2</source>
        <translation>AdamW，beta 为 %1 和 %2</translation>
    </message>
    <message>
        <source>corpus</source>
        <translation>语料</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>steps of the schedule</source>
        <translation>计划的步数</translation>
    </message>
    <message>
        <source>held-out text is read</source>
        <translation>读留出文本</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>form of the model</source>
        <translation>模型形式</translation>
    </message>
    <message>
        <source>start of the weights</source>
        <translation>权重初值</translation>
    </message>
    <message>
        <source>start of the positions</source>
        <translation>位置初值</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>dropout</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>clipping</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>pieces to predict</source>
        <translation>待预测词片</translation>
    </message>
    <message>
        <source>[MASK] / random / kept</source>
        <translation>[MASK] / 随机 / 保留</translation>
    </message>
    <message>
        <source>what is masked</source>
        <translation>遮住什么</translation>
    </message>
    <message>
        <source>pairs and masks</source>
        <translation>句对与掩码</translation>
    </message>
    <message>
        <source>%1 pieces, %2</source>
        <translation>%1 个词片，%2</translation>
    </message>
    <message>
        <source>trained on the text</source>
        <translation>在文本上训练</translation>
    </message>
    <message>
        <source>every %1 steps</source>
        <translation>每 %1 步</translation>
    </message>
    <message>
        <source>%1 · %2 heads · feed-forward %3</source>
        <translation>%1 · %2 个头 · 前馈 %3</translation>
    </message>
    <message>
        <source>%1 positions, %2 segments</source>
        <translation>%1 个位置，%2 个片段</translation>
    </message>
    <message>
        <source>sinusoids</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>%1 sequences</source>
        <translation>%1 个序列</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>to a norm of %1</source>
        <translation>到范数 %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 / %2 / %3 %</source>
        <translation>%1 / %2 / %3 %</translation>
    </message>
    <message>
        <source>those of the first epoch</source>
        <translation>沿用第一轮的</translation>
    </message>
    <message>
        <source>drawn anew every epoch</source>
        <translation>每轮重新抽取</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Nothing differs: with the same seed the second run would be the first again, to the bit.</source>
        <translation>没有不同：种子相同，第二次运行会与第一次逐位一致。</translation>
    </message>
    <message>
        <source>%1 settings differ (%2): nobody could tell which of them made the difference; put all but one back.</source>
        <translation>有 %1 项设置不同（%2）：没人能说清差别来自哪一项；请只留一项，其余恢复。</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>%1: the picture cannot be painted in this size.</source>
        <translation>%1：无法以这个尺寸绘制图片。</translation>
    </message>
    <message>
        <source>%1: the picture could not be finished.</source>
        <translation>%1：图片未能完成。</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels does not fit into memory.</source>
        <translation>%1 × %2 像素的图片超出内存。</translation>
    </message>
    <message>
        <source>%1: the picture could not be written as PNG.</source>
        <translation>%1：图片无法写成 PNG。</translation>
    </message>
    <message>
        <source>%1: there are no numbers to write.</source>
        <translation>%1：没有可写出的数值。</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; is not a format of pictures; png, svg, pdf, csv and npz are.</source>
        <translation>%1：“%2”不是可用的格式；可用的是 png、svg、pdf、csv 和 npz。</translation>
    </message>
</context>
<context>
    <name>StepWording</name>
    <message>
        <source>99th percentile</source>
        <translation>第 99 百分位</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source> IsNext</source>
        <translation> IsNext</translation>
    </message>
    <message>
        <source> NotNext</source>
        <translation> NotNext</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>“%1”: probability %2, rank %3</source>
        <translation>“%1”：概率 %2，第 %3 名</translation>
    </message>
    <message>
        <source>before the step</source>
        <translation>这一步之前</translation>
    </message>
    <message>
        <source>after the step</source>
        <translation>这一步之后</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>to (rows) ↓</source>
        <translation>到（行）↓</translation>
    </message>
    <message>
        <source>elements →</source>
        <translation>元素 →</translation>
    </message>
    <message>
        <source>from (columns) →</source>
        <translation>自（列）→</translation>
    </message>
    <message>
        <source>gradient g</source>
        <translation>梯度 g</translation>
    </message>
    <message>
        <source>g ← g · %1 (clipped)</source>
        <translation>g ← g · %1（裁剪）</translation>
    </message>
    <message>
        <source>m before</source>
        <translation>更新前的 m</translation>
    </message>
    <message>
        <source>v before</source>
        <translation>更新前的 v</translation>
    </message>
    <message>
        <source>decay %1 · w</source>
        <translation>衰减 %1 · w</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>update = rate · sum</source>
        <translation>更新量 = 学习率 · 总和</translation>
    </message>
    <message>
        <source>w before</source>
        <translation>更新前的 w</translation>
    </message>
    <message>
        <source>w − update</source>
        <translation>w − 更新量</translation>
    </message>
</context>
<context>
    <name>TableDifference</name>
    <message>
        <source>%1 of %2 rows in both</source>
        <translation>两者共有 %1 / %2 行</translation>
    </message>
    <message>
        <source>%1 of %2 columns in both</source>
        <translation>两者共有 %1 / %2 列</translation>
    </message>
</context>
<context>
    <name>TextSteps</name>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>… characters more: %1</source>
        <translation>… 其余字符：%1</translation>
    </message>
    <message>
        <source>… words more: %1</source>
        <translation>… 其余词：%1</translation>
    </message>
    <message>
        <source>characters: %1</source>
        <translation>字符：%1</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>normalised</source>
        <translation>规范化后</translation>
    </message>
    <message>
        <source>words: %1</source>
        <translation>词：%1</translation>
    </message>
    <message>
        <source>pieces: %1</source>
        <translation>词片：%1</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>类型 %1</translation>
    </message>
    <message>
        <source>Written as a special token: kept whole, not searched.</source>
        <translation>写成了特殊词元：保持完整，不查词表。</translation>
    </message>
    <message>
        <source>More than 100 characters: %1 without a search.</source>
        <translation>超过 100 个字符：不查词表，直接成为 %1。</translation>
    </message>
    <message>
        <source>piece %1</source>
        <translation>词片 %1</translation>
    </message>
    <message>
        <source>tries: %1</source>
        <translation>尝试：%1</translation>
    </message>
    <message>
        <source>No piece fits here, so the whole word becomes %1.</source>
        <translation>这里没有相符的词片，所以整个词变为 %1。</translation>
    </message>
</context>
<context>
    <name>TokenStrip</name>
    <message>
        <source>A (%1)</source>
        <translation>A (%1)</translation>
    </message>
    <message>
        <source>B (%1)</source>
        <translation>B (%1)</translation>
    </message>
</context>
<context>
    <name>TrainingWording</name>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>masked pieces</source>
        <translation>遮住的词片</translation>
    </message>
    <message>
        <source>+ next sentence</source>
        <translation>+ 下一句</translation>
    </message>
    <message>
        <source>= loss</source>
        <translation>= 损失</translation>
    </message>
    <message>
        <source>pieces predicted</source>
        <translation>预测的词片</translation>
    </message>
    <message>
        <source>of them right</source>
        <translation>其中正确</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>A model learns two things at once: to guess covered pieces, and to tell whether B follows A. Its loss is the sum of both.</source>
        <translation>模型同时学习两件事：猜出遮住的词片，判断 B 是否接着 A。它的损失是两者之和。</translation>
    </message>
    <message>
        <source>“15 %” is a budget of pieces a sequence, and the loss counts only the chosen ones. Single-sentence chunks always get a random B: more than half of the pairs are NotNext.</source>
        <translation>“15 %”是每个序列的词片预算，损失只计选中的词片。只有一句的文本块总是得到随机的 B：超过一半的句对是 NotNext。</translation>
    </message>
    <message>
        <source>Pre-training</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>这一步</translation>
    </message>
    <message>
        <source>The learning rate rises over the warm-up and then falls to 0. Gradients whose norm over all weights is above the dotted line are shortened to it before AdamW sees them.</source>
        <translation>学习率在预热期间上升，然后降到 0。若梯度对全部权重的范数高于虚线，就先缩短到虚线，再交给 AdamW。</translation>
    </message>
    <message>
        <source>Start again with a rate ten times as high, or without warm-up, and compare the norms.</source>
        <translation>以十倍的学习率或不用预热重新开始，比较范数。</translation>
    </message>
    <message>
        <source>A large gradient is not a large update: AdamW divides by the root of the mean square, so that most weights move by about the rate.</source>
        <translation>梯度大不等于更新大：AdamW 会除以均方的平方根，所以多数权重每步移动的量大约等于学习率。</translation>
    </message>
    <message>
        <source>‖g‖ of all weights</source>
        <translation>全部权重的 ‖g‖</translation>
    </message>
    <message>
        <source>most</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>g is multiplied by</source>
        <translation>g 乘以</translation>
    </message>
    <message>
        <source>One batch, as the model read it. The loss of a piece is −ln of the probability that it gave to the right one; pieces without a number below do not count.</source>
        <translation>模型读到的一个批。词片的损失是 −ln（它给正确词片的概率）；下方没有数字的词片不计入。</translation>
    </message>
    <message>
        <source>The loss of this step</source>
        <translation>这一步的损失</translation>
    </message>
    <message>
        <source>Click a piece with a high loss: how far did one step move its guess? Other pieces of the batch may pull the other way.</source>
        <translation>点击一个损失高的词片：一步让它的猜测移动了多少？批中的其他词片可能往反方向拉。</translation>
    </message>
    <message>
        <source>Some pieces to predict are not [MASK]: in BERT&apos;s split a tenth are exchanged and a tenth kept, so that the model cannot trust what it sees.</source>
        <translation>有些要预测的词片不是 [MASK]：按 BERT 的比例，十分之一被替换，十分之一保留，使模型不能轻信所见。</translation>
    </message>
    <message>
        <source>The gradient says for each weight how the loss would change with it. AdamW keeps its mean m and its mean square v, and moves the weight against m, measured by the root of v.</source>
        <translation>梯度说明损失如何随每个权重变化。AdamW 保存它的均值 m 和均方 v，让权重逆着 m 移动，幅度以 v 的平方根衡量。</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>w ← w − rate·(m̂ / (√v̂ + ε) + decay·w)</source>
        <translation>w ← w − rate·(m̂ / (√v̂ + ε) + decay·w)</translation>
    </message>
    <message>
        <source>Choose the token table: only the pieces of this batch, and through the tied decoder the guessed ones, have strong rows. Click a cell to see its update.</source>
        <translation>选择词元表：只有这一批里的词片，以及经由绑定的解码器被猜到的词片，它们的行才明显。点击单元格可查看它的更新。</translation>
    </message>
    <message>
        <source>The gradient through the keys&apos; bias is 0 but for rounding: it shifts all scores of a row alike, and softmax does not see it.</source>
        <translation>键的偏置的梯度除舍入误差外为 0：它使一行的所有得分同样平移，softmax 看不出来。</translation>
    </message>
    <message>
        <source>The same probes, asked at two moments of this training: the upper bar is moment A, the lower one moment B; the number on the right is what B has more.</source>
        <translation>同样的探针，在这次训练的两个时刻各问一次：上面的条是时刻 A，下面的是时刻 B；右边的数字是 B 比 A 多出的部分。</translation>
    </message>
    <message>
        <source>Move A and B close to each other around the step at which a probe was first right.</source>
        <translation>在某个探针首次答对的那一步附近，把 A 和 B 移近。</translation>
    </message>
    <message>
        <source>%1 moments are kept, in %2 MB: dense at the start, sparser later. What lies between two is gone.</source>
        <translation>共保留 %1 个时刻，占 %2 MB：开头密集，之后稀疏。两个时刻之间的状态没有保留。</translation>
    </message>
    <message>
        <source>Race at step %1</source>
        <translation>第 %1 步的配方对比</translation>
    </message>
    <message>
        <source>Guess first which of the two will be ahead, and where; then move the handle back to the step at which they part.</source>
        <translation>先猜哪一次会领先、在哪里领先；再把滑块移回两者分开的那一步。</translation>
    </message>
    <message>
        <source>One seed is one throw of the dice: a small lead may be luck. Race the same change with another seed before you believe it.</source>
        <translation>一个种子只是掷一次骰子：微小的领先可能是运气。换一个种子，对同样的改动再做一次对比，然后再下结论。</translation>
    </message>
    <message>
        <source>next pieces</source>
        <translation>下一个词片</translation>
    </message>
    <message>
        <source>held out:</source>
        <translation>留出数据：</translation>
    </message>
    <message>
        <source>One batch, as the model read it. Each piece sees itself and what is left of it, and guesses the next one; its loss is −ln of the probability that it gave to the right one.</source>
        <translation>模型所读到的一个批。每个词片只看到自己和左边的内容，并猜下一个；它的损失是给正确词片的概率的 −ln。</translation>
    </message>
    <message>
        <source>Every piece but the last [SEP] counts: a batch teaches several times as many guesses as with masks, but each from one side alone.</source>
        <translation>除最后的 [SEP] 外，每个词片都计入：一个批教的猜测数是掩码方式的好几倍，但每次只从一侧来猜。</translation>
    </message>
    <message>
        <source>no new sentence</source>
        <translation>没有新句子</translation>
    </message>
    <message>
        <source>no seen sentence</source>
        <translation>没有见过的句子</translation>
    </message>
    <message>
        <source>seen %1, new %2</source>
        <translation>见过 %1，新 %2</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>masked right</source>
        <translation>掩码猜对</translation>
    </message>
    <message>
        <source>pairs right</source>
        <translation>句对判对</translation>
    </message>
    <message>
        <source>At the handle of the time machine</source>
        <translation>时间机器手柄处</translation>
    </message>
    <message>
        <source>Clipping in step %1</source>
        <translation>第 %1 步的裁剪</translation>
    </message>
    <message>
        <source>Behind this step</source>
        <translation>这一步之后</translation>
    </message>
    <message>
        <source>Two runs on the same text with the same seed that differ in one setting: the first dashed, the second solid. Below, what both answer behind the same step. Course goes back to the moments of either, and other pages go along.</source>
        <translation>同一文本、同一种子的两次运行，只有一项设置不同：第一次为虚线，第二次为实线。下方是两者在同一步之后的回答。“进程”可以回到任一次运行的时刻，其他页面也随之回去。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>right, seen sentences</source>
        <translation>见过的句子，猜对</translation>
    </message>
    <message>
        <source>right, new sentences</source>
        <translation>新句子，猜对</translation>
    </message>
    <message>
        <source>Recipe race</source>
        <translation>配方对比</translation>
    </message>
    <message>
        <source>What does a setting do? The same training again, with this one setting changed and all else equal, shows it.</source>
        <translation>一项设置有什么作用？把同样的训练再做一次，只改这一项，其余不变，就能看到。</translation>
    </message>
    <message>
        <source>Change the learning rate by a factor of four, or the objective to masked pieces alone, and say beforehand which curve will part, and when.</source>
        <translation>把学习率改为四倍或四分之一，或把目标改为只有掩码词元；事先说出哪条曲线会分开、在什么时候。</translation>
    </message>
    <message>
        <source>Where two settings differ nobody can tell which of them did it: as soon as one is changed the others are locked.</source>
        <translation>若有两项设置不同，就说不清是哪一项造成的：改动一项之后，其余的就会锁定。</translation>
    </message>
    <message>
        <source>Pause when a probe turns green, go back on the time machine, and look at the same sentence on Attention before and after.</source>
        <translation>有探针变绿时暂停，用时间机器回到之前，在“注意力”页上比较同一个句子的前后变化。</translation>
    </message>
    <message>
        <source>Press Start: within a minute or two the classroom world is learnt. Guess which of the probe sentences comes right first.</source>
        <translation>按“开始”：一两分钟内就能学会课堂世界。先猜一猜，哪个探针句会最先答对。</translation>
    </message>
    <message>
        <source>nothing is held out</source>
        <translation>没有留出数据</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A：%1</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B：%1</translation>
    </message>
</context>
<context>
    <name>bertlab::AttentionMenu</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>One head</source>
        <translation>单个头</translation>
    </message>
    <message>
        <source>Mean of the layer&apos;s heads</source>
        <translation>本层各头的平均</translation>
    </message>
    <message>
        <source>Rollout up to this layer</source>
        <translation>到本层的注意力展开 (rollout)</translation>
    </message>
    <message>
        <source>From all to all</source>
        <translation>全部到全部</translation>
    </message>
    <message>
        <source>From A to B</source>
        <translation>从 A 到 B</translation>
    </message>
    <message>
        <source>From B to A</source>
        <translation>从 B 到 A</translation>
    </message>
    <message>
        <source>Words instead of pieces</source>
        <translation>用词代替词片</translation>
    </message>
    <message>
        <source>Hide [CLS] and [SEP]</source>
        <translation>隐藏 [CLS] 和 [SEP]</translation>
    </message>
    <message>
        <source>… and let the rest of a row sum to 1</source>
        <translation>… 并让一行其余之和为 1</translation>
    </message>
    <message>
        <source>Force it to read left to right (causal)</source>
        <translation>强制从左到右阅读（因果）</translation>
    </message>
</context>
<context>
    <name>bertlab::AttentionPage</name>
    <message>
        <source>looks (query) ↓</source>
        <translation>看（查询）↓</translation>
    </message>
    <message>
        <source>is looked at (key) →</source>
        <translation>被看（键）→</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Back to one head</source>
        <translation>返回单个头</translation>
    </message>
    <message>
        <source>Enlarge the heads</source>
        <translation>放大各个头</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>layers down, heads across</source>
        <translation>纵向为层，横向为头</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>色标</translation>
    </message>
    <message>
        <source>this head</source>
        <translation>此头</translation>
    </message>
    <message>
        <source>all heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>0–1</source>
        <translation>0–1</translation>
    </message>
    <message>
        <source>this map</source>
        <translation>此图</translation>
    </message>
</context>
<context>
    <name>bertlab::BarListView</name>
    <message>
        <source>Bars</source>
        <translation>条形图</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1: %2 is selected, row %3 of %4.</source>
        <translation>%1：已选 %2，第 %3 行，共 %4 行。</translation>
    </message>
</context>
<context>
    <name>bertlab::CellPanel</name>
    <message>
        <source>Inside the cell: %1 → %2</source>
        <translation>单元格内部：%1 → %2</translation>
    </message>
    <message>
        <source>%1 dimensions of head %2</source>
        <translation>头 %2 的 %1 个维度</translation>
    </message>
    <message>
        <source>What it brings: weight × value of %1</source>
        <translation>它带来什么：权重 × %1 的值</translation>
    </message>
    <message>
        <source>Inside the cell</source>
        <translation>单元格内部</translation>
    </message>
    <message>
        <source>Point at a cell of the map, or click one: here its weight is opened, q · k element by element.</source>
        <translation>指向或点击热图的一个单元格：这里会展开它的权重，逐元素显示 q · k。</translation>
    </message>
    <message>
        <source>A mixture of heads has no single q · k to open: choose “One head” again.</source>
        <translation>多个头的混合没有单独的 q · k 可展开：请重新选择“单个头”。</translation>
    </message>
</context>
<context>
    <name>bertlab::ChangeListView</name>
    <message>
        <source>What changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>%1: %2 went from %3 to %4</source>
        <translation>%1：%2 从 %3 变为 %4</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
</context>
<context>
    <name>bertlab::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>A command, a page, an example, a model</source>
        <translation>命令、页面、示例或模型</translation>
    </message>
</context>
<context>
    <name>bertlab::Comparison</name>
    <message>
        <source>No number of “%1” has changed yet: change the sentence, cover a piece, or choose another way of reading.</source>
        <translation>“%1”的数值还没有变化：请改动句子、遮住一个词片，或选择另一种阅读方式。</translation>
    </message>
    <message>
        <source>Before and now have no row or column in common.</source>
        <translation>之前与现在没有共同的行或列。</translation>
    </message>
    <message>
        <source>now − before</source>
        <translation>现在 − 之前</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>之前：%1</translation>
    </message>
    <message>
        <source>What is seen</source>
        <translation>所见内容</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Before · now · difference</source>
        <translation>之前 · 现在 · 差</translation>
    </message>
    <message>
        <source>The picture that is compared</source>
        <translation>用来比较的图</translation>
    </message>
    <message>
        <source>Pin again</source>
        <translation>重新固定</translation>
    </message>
    <message>
        <source>What is seen now becomes ‘before’ (P)</source>
        <translation>当前所见成为‘之前’（P）</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止比较</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Now the page does not show this picture: nothing is covered any more, or the answers are still hidden (Space shows them).</source>
        <translation>现在页面没有显示这幅图：没有遮住任何词片，或者答案仍被隐藏（按空格键显示）。</translation>
    </message>
    <message>
        <source>What changed most</source>
        <translation>变化最大处</translation>
    </message>
    <message>
        <source>row · column</source>
        <translation>行 · 列</translation>
    </message>
</context>
<context>
    <name>bertlab::ContextTab</name>
    <message>
        <source>The word stands at different positions: its embeddings differ by position already.</source>
        <translation>这个词处在不同位置：它的嵌入已因位置而不同。</translation>
    </message>
    <message>
        <source>same sense</source>
        <translation>同一词义</translation>
    </message>
    <message>
        <source>other sense</source>
        <translation>另一词义</translation>
    </message>
    <message>
        <source>random tokens</source>
        <translation>随机词元</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>mean cosine</source>
        <translation>平均余弦</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in two senses: mean cosine</source>
        <translation>“%1”的两种词义：平均余弦</translation>
    </message>
    <message>
        <source>by layer, 0 = embeddings</source>
        <translation>按层，0 = 嵌入</translation>
    </message>
    <message>
        <source>Context decides</source>
        <translation>上下文决定词义</translation>
    </message>
    <message>
        <source>With the word at one position its embedding is the same in every sentence: only attention can bring the context in. A few sentences show a tendency, not a proof.</source>
        <translation>词在同一位置时，它在每个句子里的嵌入都相同：只有注意力能带入上下文。几个句子只显示趋势，不是证明。</translation>
    </message>
    <message>
        <source>within a sense</source>
        <translation>同一词义内</translation>
    </message>
    <message>
        <source>between senses</source>
        <translation>不同词义间</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>%1, first sense</source>
        <translation>%1，第一词义</translation>
    </message>
    <message>
        <source>%1, second sense</source>
        <translation>%1，第二词义</translation>
    </message>
    <message>
        <source>One word in several sentences of each sense. The curves are the mean cosine of its vectors within a sense and between the senses, layer by layer; the dotted line is that of random tokens. Where the word stands in your own sentence, thin lines say how near it is to each sense.</source>
        <translation>同一个词在每个词义的若干句子中。曲线是它的向量在同一词义内和不同词义间的平均余弦，逐层给出；点线是随机词元的平均余弦。若你的句子中有这个词，细线表示它离每个词义有多近。</translation>
    </message>
    <message>
        <source>%1 and</source>
        <translation>%1 与</translation>
    </message>
    <message>
        <source>the first sense</source>
        <translation>第一词义</translation>
    </message>
    <message>
        <source>the second sense</source>
        <translation>第二词义</translation>
    </message>
    <message>
        <source>First sense, a sentence a line</source>
        <translation>第一词义，一行一句</translation>
    </message>
    <message>
        <source>Second sense</source>
        <translation>第二词义</translation>
    </message>
    <message>
        <source>Sentences of the first sense</source>
        <translation>第一词义的句子</translation>
    </message>
    <message>
        <source>Sentences of the second sense</source>
        <translation>第二词义的句子</translation>
    </message>
    <message>
        <source>Read both pythons and click each: which sense is it nearer to? Then write your own sentences, one a line, with the word at the same position.</source>
        <translation>读入两个 python，分别点击：它离哪个词义更近？然后写你自己的句子，一行一句，让该词处在同一位置。</translation>
    </message>
    <message>
        <source>Read both pythons</source>
        <translation>读入两个 python</translation>
    </message>
</context>
<context>
    <name>bertlab::CurvePlotView</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1 is %2 at %3 %4</source>
        <translation>%3 %4 处，%1 为 %2</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>bertlab::EmbeddingMaps</name>
    <message>
        <source>+ Position (sinusoids)</source>
        <translation>+ 位置（正弦）</translation>
    </message>
    <message>
        <source>+ Position (sinusoids, scaled)</source>
        <translation>+ 位置（正弦，缩放）</translation>
    </message>
    <message>
        <source>+ Position (none)</source>
        <translation>+ 位置（无）</translation>
    </message>
    <message>
        <source>+ Position (learned)</source>
        <translation>+ 位置（学习所得）</translation>
    </message>
    <message>
        <source>dimension →</source>
        <translation>维度 →</translation>
    </message>
    <message>
        <source>99th percentile of |sum|</source>
        <translation>|总和| 的第 99 百分位</translation>
    </message>
    <message>
        <source>99th percentile</source>
        <translation>第 99 百分位</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>+ Segment</source>
        <translation>+ 片段</translation>
    </message>
    <message>
        <source>= Sum</source>
        <translation>= 总和</translation>
    </message>
    <message>
        <source>LayerNorm</source>
        <translation>LayerNorm</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>+ segment</source>
        <translation>+ 片段</translation>
    </message>
    <message>
        <source>+ position</source>
        <translation>+ 位置</translation>
    </message>
    <message>
        <source>= sum</source>
        <translation>= 总和</translation>
    </message>
    <message>
        <source>embeddings of %1</source>
        <translation>%1 的嵌入</translation>
    </message>
    <message>
        <source>Inside the sum: %1</source>
        <translation>总和的内部：%1</translation>
    </message>
    <message>
        <source>dimensions %1–%2</source>
        <translation>维度 %1–%2</translation>
    </message>
</context>
<context>
    <name>bertlab::ExplanationPanel</name>
    <message>
        <source>Explanation</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>Hide the explanation</source>
        <translation>隐藏讲解</translation>
    </message>
    <message>
        <source>Hide the explanation (F9)</source>
        <translation>隐藏讲解（F9）</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>注意</translation>
    </message>
</context>
<context>
    <name>bertlab::Exporter</name>
    <message>
        <source>Numbers (*.csv)</source>
        <translation>数值 (*.csv)</translation>
    </message>
    <message>
        <source>%1 picture (*.%2)</source>
        <translation>%1 图片 (*.%2)</translation>
    </message>
    <message>
        <source>There is no picture on this page yet</source>
        <translation>本页还没有图片</translation>
    </message>
    <message>
        <source>Whole page: %1</source>
        <translation>整页：%1</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>The picture was not taken. %1</source>
        <translation>图片未导出。%1</translation>
    </message>
    <message>
        <source>Numbers for NumPy (*.npz)</source>
        <translation>NumPy 数值 (*.npz)</translation>
    </message>
</context>
<context>
    <name>bertlab::FillPage</name>
    <message>
        <source>No gap yet</source>
        <translation>还没有空位</translation>
    </message>
    <message>
        <source>Cover a piece: double click a token above, or type [MASK].</source>
        <translation>遮住一个词片：双击上方的词元，或输入 [MASK]。</translation>
    </message>
    <message>
        <source>This model cannot fill gaps</source>
        <translation>此模型不能填空</translation>
    </message>
    <message>
        <source>Its file has no MLM head (cls.predictions). Open another model, a built-in one say.</source>
        <translation>它的文件里没有 MLM 头（cls.predictions）。请打开另一个模型，例如内置模型。</translation>
    </message>
    <message>
        <source>One gap</source>
        <translation>一个空位</translation>
    </message>
    <message>
        <source>Gap %1 of %2</source>
        <translation>空位 %1 / %2</translation>
    </message>
    <message>
        <source>Score of “%1” opened</source>
        <translation>展开“%1”的得分</translation>
    </message>
    <message>
        <source>t: the gap&apos;s vector; row: the piece&apos;s row of the token table</source>
        <translation>t：空位的向量；行：词片在词元表中的行</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>All %1 scores</source>
        <translation>全部 %1 个得分</translation>
    </message>
    <message>
        <source>Put “%1” in</source>
        <translation>填入“%1”</translation>
    </message>
    <message>
        <source>Writes the piece into the sentence; the gap is gone.</source>
        <translation>把词片写入句子，空位随之消失。</translation>
    </message>
    <message>
        <source>Written into the sentence, this piece would be split in another way.</source>
        <translation>写入句子后，这个词片会被切分成别的样子。</translation>
    </message>
    <message>
        <source>Fill the gap</source>
        <translation>完形填空</translation>
    </message>
    <message>
        <source>‹</source>
        <translation>‹</translation>
    </message>
    <message>
        <source>›</source>
        <translation>›</translation>
    </message>
    <message>
        <source>Gap before</source>
        <translation>上一个空位</translation>
    </message>
    <message>
        <source>Next gap</source>
        <translation>下一个空位</translation>
    </message>
    <message>
        <source>Guess first</source>
        <translation>先猜</translation>
    </message>
    <message>
        <source>Keeps the answers back until Space shows them (G)</source>
        <translation>先不显示答案，按空格键再显示（G）</translation>
    </message>
    <message>
        <source>Show the answers</source>
        <translation>显示答案</translation>
    </message>
    <message>
        <source>Which piece stands in the gap?</source>
        <translation>空位里是哪个词片？</translation>
    </message>
    <message>
        <source>Guess first; Space shows what the model holds probable.</source>
        <translation>先猜；按空格键显示模型认为可能的词片。</translation>
    </message>
    <message>
        <source>“%1” is no piece of this vocabulary: it would be split.</source>
        <translation>“%1”不是此词表中的词片：它会被切开。</translation>
    </message>
    <message>
        <source>Ask for a piece</source>
        <translation>查询一个词片</translation>
    </message>
    <message>
        <source>A piece whose score is wanted</source>
        <translation>想查看得分的词片</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>by rank</source>
        <translation>按名次</translation>
    </message>
</context>
<context>
    <name>bertlab::FlowColumnsView</name>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1 gives %2</source>
        <translation>%1 得到 %2</translation>
    </message>
    <message>
        <source> Chosen: %1.</source>
        <translation> 已选：%1。</translation>
    </message>
</context>
<context>
    <name>bertlab::FormulaView</name>
    <message>
        <source>Calculation</source>
        <translation>计算</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
</context>
<context>
    <name>bertlab::GapAttention</name>
    <message>
        <source>Where it looks</source>
        <translation>它看向哪里</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>Open in Attention</source>
        <translation>在“注意力”中打开</translation>
    </message>
</context>
<context>
    <name>bertlab::GapOrder</name>
    <message>
        <source>Writes the pieces into the sentence; the gaps are gone.</source>
        <translation>把各词片写入句子，空位随之消失。</translation>
    </message>
    <message>
        <source>Written into the sentence, these pieces would be split in another way.</source>
        <translation>写入句子后，这些词片会被切分成别的样子。</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步</translation>
    </message>
    <message>
        <source>the first on top</source>
        <translation>最先的在最上</translation>
    </message>
    <message>
        <source>What stands there then</source>
        <translation>填入后的结果</translation>
    </message>
    <message>
        <source>the same as at once</source>
        <translation>与一次填完相同</translation>
    </message>
    <message>
        <source>%1 of %2 not as at once</source>
        <translation>%2 个中有 %1 个与一次填完不同</translation>
    </message>
    <message>
        <source>Filled: %1</source>
        <translation>已填：%1</translation>
    </message>
    <message>
        <source>%1. at %2: %3</source>
        <translation>%1. %2 处：%3</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… 另有 %1 个</translation>
    </message>
    <message>
        <source>One gap is filled by its best guess, then the model reads the sentence again with that piece in it and the next gap is guessed. At once, no gap knows of the others.</source>
        <translation>先用最佳猜测填一个空位，模型带着这个词片重读句子，再猜下一个空位。一次填完时，各空位互不知道。</translation>
    </message>
    <message>
        <source>Choose another order: the same gaps may get other pieces. Then put all in and look at the sentence.</source>
        <translation>换一种顺序：同样的空位可能得到别的词片。然后全部填入，看看句子。</translation>
    </message>
    <message>
        <source>Fill all</source>
        <translation>全部填空</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>一次填完</translation>
    </message>
    <message>
        <source>left to right</source>
        <translation>从左到右</translation>
    </message>
    <message>
        <source>right to left</source>
        <translation>从右到左</translation>
    </message>
    <message>
        <source>surest first</source>
        <translation>最有把握的优先</translation>
    </message>
    <message>
        <source>Put all in</source>
        <translation>全部填入</translation>
    </message>
</context>
<context>
    <name>bertlab::GuessCover</name>
    <message>
        <source>What will it say? Guess first.</source>
        <translation>它会说什么？先猜一猜。</translation>
    </message>
    <message>
        <source>Show it (Space)</source>
        <translation>显示（空格键）</translation>
    </message>
</context>
<context>
    <name>bertlab::HeadGridView</name>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>each from 0 to its largest weight</source>
        <translation>每个从 0 到其最大权重</translation>
    </message>
    <message>
        <source>layer %1, head %2: max %3</source>
        <translation>第 %1 层，头 %2：最大 %3</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1: %2 layers of %3 heads</source>
        <translation>%1：%2 层，每层 %3 个头</translation>
    </message>
    <message>
        <source>%1; layer %2, head %3 is chosen, its largest weight is %4.</source>
        <translation>%1；已选第 %2 层，头 %3，其最大权重为 %4。</translation>
    </message>
</context>
<context>
    <name>bertlab::HeatMapView</name>
    <message>
        <source>Heat map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1: %2 rows, %3 columns</source>
        <translation>%1：%2 行，%3 列</translation>
    </message>
    <message>
        <source>%1; row %2 is selected.</source>
        <translation>%1；已选第 %2 行。</translation>
    </message>
    <message>
        <source>%1; row %2, column %3: %4.</source>
        <translation>%1；第 %2 行，第 %3 列：%4。</translation>
    </message>
    <message>
        <source>max of %1 × %2</source>
        <translation>每 %1 × %2 取最大</translation>
    </message>
</context>
<context>
    <name>bertlab::Hints</name>
    <message>
        <source>First steps</source>
        <translation>第一步</translation>
    </message>
    <message>
        <source>Guess what BERT says; Space reveals</source>
        <translation>猜猜 BERT 会说什么；空格键揭晓</translation>
    </message>
    <message>
        <source>Change “autumn”</source>
        <translation>改动“autumn”</translation>
    </message>
    <message>
        <source>See where the mask looks</source>
        <translation>看掩码看向哪里</translation>
    </message>
    <message>
        <source>Dismiss the first steps</source>
        <translation>关闭入门提示</translation>
    </message>
</context>
<context>
    <name>bertlab::InputPage</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>cut to %1 tokens: %2 of A and %3 of B are not read</source>
        <translation>截到 %1 个词元：A 的 %2 个和 B 的 %3 个未读</translation>
    </message>
    <message>
        <source>small letters, no accents</source>
        <translation>小写，无重音符号</translation>
    </message>
    <message>
        <source>capitals stay</source>
        <translation>保留大写</translation>
    </message>
    <message>
        <source>No word to split</source>
        <translation>没有要切分的词</translation>
    </message>
    <message>
        <source>Longest match first: %1</source>
        <translation>最长匹配优先：%1</translation>
    </message>
    <message>
        <source>tried from left to right, the longest first</source>
        <translation>从左到右尝试，最长的优先</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Learned positions</source>
        <translation>学习所得的位置</translation>
    </message>
    <message>
        <source>Sinusoids</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>Sinusoids, scaled</source>
        <translation>正弦，缩放</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Compare positions</source>
        <translation>比较位置</translation>
    </message>
    <message>
        <source>This model&apos;s began as sinusoids and were trained on from there.</source>
        <translation>此模型的位置以正弦为起点，再继续训练。</translation>
    </message>
</context>
<context>
    <name>bertlab::LayersPage</name>
    <message>
        <source>Layers</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>One token</source>
        <translation>单个词元</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Projection</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>logit 透镜</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
</context>
<context>
    <name>bertlab::LensTab</name>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>What the MLM head reads on every layer</source>
        <translation>MLM 头在每一层读出什么</translation>
    </message>
    <message>
        <source>✓ what stands there</source>
        <translation>✓ 该处原有的词片</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>排名 %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; at %2</source>
        <translation>位置 %2 处的“%1”</translation>
    </message>
    <message>
        <source>layer by layer</source>
        <translation>逐层</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>logit 透镜</translation>
    </message>
    <message>
        <source>The head that guesses masked words, put on every layer instead of the last one only. Each cell has its best guess; the colour is its probability.</source>
        <translation>把猜测被遮词的任务头用在每一层上，而不只是最后一层。每个单元格显示最佳猜测；颜色是它的概率。</translation>
    </message>
    <message>
        <source>Cover a word (M) and look from which layer on the right piece leads.</source>
        <translation>遮住一个词（M），看正确的词片从哪一层起领先。</translation>
    </message>
    <message>
        <source>The head was trained on the last layer only: on early layers the lens is a hint, not what the layer &quot;thinks&quot;.</source>
        <translation>这个头只在最后一层上训练过：在靠前的层，透镜只是提示，不是该层的“想法”。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>best: %1</source>
        <translation>最佳：%1</translation>
    </message>
    <message>
        <source>logit of &quot;%1&quot;</source>
        <translation>“%1”的 logit</translation>
    </message>
    <message>
        <source>exp(logit − max)</source>
        <translation>exp(logit − max)</translation>
    </message>
    <message>
        <source>sum over %1 pieces</source>
        <translation>对 %1 个词片求和</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>This model has no MLM head.</source>
        <translation>此模型没有 MLM 头。</translation>
    </message>
    <message>
        <source>The lens reads every layer with the head that guesses masked words; open a model that has one.</source>
        <translation>透镜用猜测被遮词的任务头读每一层；请打开一个带有它的模型。</translation>
    </message>
    <message>
        <source>See the head at work on the last layer</source>
        <translation>看任务头在最后一层的工作</translation>
    </message>
</context>
<context>
    <name>bertlab::LinkDiagramView</name>
    <message>
        <source>Links</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1: links between %2 tokens.</source>
        <translation>%1：%2 个词元之间的连线。</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; looks at &apos;%3&apos;, %4.</source>
        <translation>%1：“%2”看向“%3”，%4。</translation>
    </message>
    <message>
        <source>%1 strongest, %2 more</source>
        <translation>最强 %1 条，另有 %2 条</translation>
    </message>
</context>
<context>
    <name>bertlab::MainWindow</name>
    <message>
        <source>Reading</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>The model is saved in %1.</source>
        <translation>模型已保存到 %1。</translation>
    </message>
    <message>
        <source>Cover or uncover the piece at the cursor or what is selected</source>
        <translation>遮住或揭开光标处或选中的词片</translation>
    </message>
    <message>
        <source>Let go of what is selected</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>The selection before</source>
        <translation>上一个选择</translation>
    </message>
    <message>
        <source>The selection after</source>
        <translation>下一个选择</translation>
    </message>
    <message>
        <source>Undo: sentences, covers, the way of reading</source>
        <translation>撤销：句子、遮住的词片、阅读方式</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Find a token</source>
        <translation>查找词元</translation>
    </message>
    <message>
        <source>The page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>The next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Show or hide the explanation</source>
        <translation>显示或隐藏讲解</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Save this session</source>
        <translation>保存此会话</translation>
    </message>
    <message>
        <source>Guess first: cover what a change brings until Space</source>
        <translation>先猜：遮住改动带来的结果，按空格键揭晓</translation>
    </message>
    <message>
        <source>Find a command, page, example or model</source>
        <translation>查找命令、页面、示例或模型</translation>
    </message>
    <message>
        <source>Take the picture away</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>此列表</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 has %2 bytes: examples are a short text, one a line.</source>
        <translation>%1 有 %2 字节：示例应为短文本，一行一个。</translation>
    </message>
    <message>
        <source>%1 has no example: one sentence a line was expected.</source>
        <translation>%1 中没有示例：应为一行一句。</translation>
    </message>
    <message numerus="yes">
        <source>%n own example(s) in the menu.</source>
        <translation>
            <numerusform>菜单中有 %n 个自备示例。</numerusform>
        </translation>
    </message>
    <message>
        <source>BertLab session (*.bertlab)</source>
        <translation>BertLab 会话 (*.bertlab)</translation>
    </message>
    <message>
        <source>The session is saved in %1.</source>
        <translation>会话已保存到 %1。</translation>
    </message>
    <message>
        <source>Report (*.%1)</source>
        <translation>报告 (*.%1)</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Pin the picture as ‘before’, beside ‘now’ and their difference</source>
        <translation>把图固定为‘之前’，与‘现在’和两者之差并列</translation>
    </message>
    <message>
        <source>Enlarge the picture under the pointer; the page again</source>
        <translation>放大指针下的图；再按返回页面</translation>
    </message>
    <message>
        <source>The next picture of the page, alone</source>
        <translation>单独显示本页的下一张图</translation>
    </message>
    <message>
        <source>The picture before, alone</source>
        <translation>单独显示上一张图</translation>
    </message>
    <message>
        <source>Projector mode: one picture at a time, in large letters</source>
        <translation>投影仪模式：一次一张图，大号字</translation>
    </message>
    <message>
        <source>That is not possible with what stands there now.</source>
        <translation>以现在的内容，这一步做不到。</translation>
    </message>
    <message>
        <source>The session was not saved. %1</source>
        <translation>会话未保存。%1</translation>
    </message>
</context>
<context>
    <name>bertlab::MaskingGridView</name>
    <message>
        <source>Masking</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>positions %1–%2 of %3, turn the wheel for more</source>
        <translation>位置 %1–%2，共 %3 个，滚动滚轮查看更多</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>%1 is seen as %2</source>
        <translation>%1 被看作 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>bertlab::MessageLine</name>
    <message>
        <source>Dismiss this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可以怎么做</translation>
    </message>
</context>
<context>
    <name>bertlab::ModelPage</name>
    <message>
        <source>token table</source>
        <translation>词元表</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>segments</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>attention × %1</source>
        <translation>注意力 × %1</translation>
    </message>
    <message>
        <source>feed-forward × %1</source>
        <translation>前馈 × %1</translation>
    </message>
    <message>
        <source>LayerNorms</source>
        <translation>各 LayerNorm</translation>
    </message>
    <message>
        <source>pooler</source>
        <translation>池化层</translation>
    </message>
    <message>
        <source>MLM head</source>
        <translation>MLM 头</translation>
    </message>
    <message>
        <source>NSP head</source>
        <translation>NSP 头</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Where the weights are: %1</source>
        <translation>权重在哪里：%1</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>The released sizes</source>
        <translation>已发布的规模</translation>
    </message>
    <message>
        <source>30,522 pieces · with both heads · layers / width / heads</source>
        <translation>30,522 个词片 · 含两个任务头 · 层 / 宽度 / 头</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Task heads</source>
        <translation>任务头</translation>
    </message>
    <message>
        <source>Beside GPT</source>
        <translation>对比 GPT</translation>
    </message>
    <message>
        <source>Show its numbers</source>
        <translation>显示数值</translation>
    </message>
    <message>
        <source>This sentence&apos;s way through the model</source>
        <translation>这个句子在模型中的路径</translation>
    </message>
    <message>
        <source>click a layer to open it</source>
        <translation>点击一层可打开</translation>
    </message>
    <message>
        <source>What tasks put on top</source>
        <translation>任务在上面加什么</translation>
    </message>
    <message>
        <source>the same BERT below</source>
        <translation>下面是同一个 BERT</translation>
    </message>
    <message>
        <source>BERT and GPT</source>
        <translation>BERT 与 GPT</translation>
    </message>
</context>
<context>
    <name>bertlab::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>bertlab::NearestRows</name>
    <message>
        <source>row %1</source>
        <translation>行 %1</translation>
    </message>
    <message>
        <source>id %1</source>
        <translation>ID %1</translation>
    </message>
    <message>
        <source>“%1” beside “%2”</source>
        <translation>“%1”与“%2”</translation>
    </message>
    <message>
        <source>a: row of “%1”, b: row of “%2”</source>
        <translation>a：“%1”的行，b：“%2”的行</translation>
    </message>
    <message>
        <source>a · b</source>
        <translation>a · b</translation>
    </message>
    <message>
        <source>÷ length of a</source>
        <translation>÷ a 的长度</translation>
    </message>
    <message>
        <source>÷ length of b</source>
        <translation>÷ b 的长度</translation>
    </message>
    <message>
        <source>= cosine</source>
        <translation>= 余弦</translation>
    </message>
    <message>
        <source>Nearest rows of the token table: %1</source>
        <translation>词元表中最近的行：%1</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
</context>
<context>
    <name>bertlab::Notices</name>
    <message>
        <source>Go on with it</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>BERT forced to read left to right; GPT was trained so, and predicts the next piece.</source>
        <translation>BERT 被强制从左到右阅读；GPT 就是这样训练的，它预测下一个词片。</translation>
    </message>
    <message>
        <source>The positions are the Transformer&apos;s sinusoids, as they are.</source>
        <translation>位置是 Transformer 的正弦，保持原样。</translation>
    </message>
    <message>
        <source>The positions are the Transformer&apos;s sinusoids, as large as the learned rows.</source>
        <translation>位置是 Transformer 的正弦，缩放到与学习所得的行一样大。</translation>
    </message>
    <message>
        <source>Without position embeddings: the order of the pieces is lost.</source>
        <translation>没有位置嵌入：词片的顺序丢失。</translation>
    </message>
    <message>
        <source>Both sentences have segment A.</source>
        <translation>两个句子都用片段 A。</translation>
    </message>
    <message>
        <source>Back to BERT as it was trained</source>
        <translation>恢复训练时的 BERT</translation>
    </message>
    <message>
        <source>This model reads at most %1 tokens: the last %2 of sentence A and %3 of sentence B were cut.</source>
        <translation>此模型最多读 %1 个词元：句子 A 的最后 %2 个和句子 B 的最后 %3 个被截去。</translation>
    </message>
    <message>
        <source>This model reads at most %1 tokens: the last %2 of sentence A were cut.</source>
        <translation>此模型最多读 %1 个词元：句子 A 的最后 %2 个被截去。</translation>
    </message>
    <message>
        <source>This model reads at most %1 tokens: the last %2 of sentence B were cut.</source>
        <translation>此模型最多读 %1 个词元：句子 B 的最后 %2 个被截去。</translation>
    </message>
    <message>
        <source>%1 of %2 words are split or unknown in this model&apos;s vocabulary: its guesses mean little here.</source>
        <translation>%2 个词中有 %1 个在此模型的词表里被切分或未收录：它在这里的猜测意义不大。</translation>
    </message>
    <message>
        <source>Open another model</source>
        <translation>打开另一个模型</translation>
    </message>
    <message>
        <source>A training was kept: %1, step %2 of %3.</source>
        <translation>保留了一次训练：%1，第 %2 步，共 %3 步。</translation>
    </message>
    <message>
        <source>This model learns to read left to right, as GPT: it guesses the next piece, not a covered one.</source>
        <translation>此模型学习从左到右阅读，像 GPT 一样：它猜下一个词片，而不是被遮住的词片。</translation>
    </message>
    <message>
        <source>The type ids stand in for the attention mask: no token sees a token of sentence A.</source>
        <translation>类型 ID 代替了注意力掩码：没有词元能看到句子 A 的词元。</translation>
    </message>
    <message>
        <source>A recipe race was kept with both runs: %1, step %2 of %3.</source>
        <translation>保留了一次配方对比（含两次运行）：%1，第 %2 步，共 %3 步。</translation>
    </message>
</context>
<context>
    <name>bertlab::OutputsPage</name>
    <message>
        <source>99th percentile</source>
        <translation>第 99 百分位</translation>
    </message>
    <message>
        <source>Sequence output: %1 × %2</source>
        <translation>序列输出：%1 × %2</translation>
    </message>
    <message>
        <source>[CLS] row</source>
        <translation>[CLS] 行</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>余弦 %1</translation>
    </message>
    <message>
        <source>pooled</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>mean of all</source>
        <translation>全部平均</translation>
    </message>
    <message>
        <source>Pooler output: %1</source>
        <translation>池化输出：%1</translation>
    </message>
    <message>
        <source>[CLS] row and mean</source>
        <translation>[CLS] 行与平均</translation>
    </message>
    <message>
        <source>cosine with the pooled vector</source>
        <translation>与池化向量的余弦</translation>
    </message>
    <message>
        <source>Inside pooled[%1]: sum %2</source>
        <translation>pooled[%1] 内部：总和 %2</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>&lt;b&gt;One vector for each token&lt;/b&gt;: to tag words, to find where an answer starts and ends, to fill a gap.</source>
        <translation>&lt;b&gt;每个词元一个向量&lt;/b&gt;：用于给词打标签、找出答案的起止位置、填空。</translation>
    </message>
    <message>
        <source>&lt;b&gt;One vector for all&lt;/b&gt;: to class a sentence, to judge a pair. Each pooled cell takes from the whole [CLS] row; other tokens reach it through attention only.</source>
        <translation>&lt;b&gt;全体一个向量&lt;/b&gt;：用于句子分类、判断句对。每个池化单元取自整个 [CLS] 行；其他词元只能通过注意力影响它。</translation>
    </message>
    <message>
        <source>This model has no pooler.</source>
        <translation>此模型没有池化层。</translation>
    </message>
    <message>
        <source>bert.pooler.dense is missing in its file. Take the [CLS] row or the mean of the tokens instead.</source>
        <translation>它的文件里缺少 bert.pooler.dense。请改用 [CLS] 行或各词元的平均。</translation>
    </message>
</context>
<context>
    <name>bertlab::PairExperiments</name>
    <message>
        <source>Swap A and B</source>
        <translation>交换 A 和 B</translation>
    </message>
    <message>
        <source>Swap sentence A and sentence B</source>
        <translation>交换句子 A 和句子 B</translation>
    </message>
    <message>
        <source>Another B</source>
        <translation>换一个 B</translation>
    </message>
    <message>
        <source>Take another sentence B</source>
        <translation>换一个句子 B</translation>
    </message>
    <message>
        <source>One segment</source>
        <translation>同一片段</translation>
    </message>
    <message>
        <source>Give both sentences segment A</source>
        <translation>两个句子都用片段 A</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>Shuffle the words</source>
        <translation>打乱词序</translation>
    </message>
    <message>
        <source>Close A&apos;s keys</source>
        <translation>关闭 A 的键</translation>
    </message>
    <message>
        <source>Give the type ids for the attention mask: nobody sees A</source>
        <translation>用类型 ID 代替注意力掩码：没有词元能看到 A</translation>
    </message>
</context>
<context>
    <name>bertlab::PairPage</name>
    <message>
        <source>From the [CLS] row to the pooled vector</source>
        <translation>从 [CLS] 行到池化向量</translation>
    </message>
    <message>
        <source>This model has no next-sentence head.</source>
        <translation>此模型没有下一句预测头。</translation>
    </message>
    <message>
        <source>cls.seq_relationship is missing in its file. Open another model, or look at the pooled vector above.</source>
        <translation>它的文件里缺少 cls.seq_relationship。请打开另一个模型，或看上面的池化向量。</translation>
    </message>
    <message>
        <source>There is no answer: type a second sentence.</source>
        <translation>没有答案：请输入第二个句子。</translation>
    </message>
    <message>
        <source>The pooled vector is there for one sentence too, but the question is whether B follows A.</source>
        <translation>只有一个句子也有池化向量，但问题是 B 是否接在 A 之后。</translation>
    </message>
    <message>
        <source>0 IsNext</source>
        <translation>0 IsNext</translation>
    </message>
    <message>
        <source>logit %1</source>
        <translation>logit %1</translation>
    </message>
    <message>
        <source>1 NotNext</source>
        <translation>1 NotNext</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>index 0 = IsNext</source>
        <translation>下标 0 = IsNext</translation>
    </message>
    <message>
        <source>Inside logit %1: sum %2</source>
        <translation>logit %1 内部：总和 %2</translation>
    </message>
    <message>
        <source>Inside dense[%1]: sum %2</source>
        <translation>dense[%1] 内部：总和 %2</translation>
    </message>
    <message>
        <source>Sentence pair</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>Does B follow A?</source>
        <translation>B 接在 A 之后吗？</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>读入的内容</translation>
    </message>
    <message>
        <source>the type id says the sentence</source>
        <translation>类型 ID 表明所属句子</translation>
    </message>
    <message>
        <source>This model has no pooler.</source>
        <translation>此模型没有池化层。</translation>
    </message>
    <message>
        <source>bert.pooler.dense is missing in its file, so nothing leads from [CLS] to an answer. Open another model.</source>
        <translation>它的文件里缺少 bert.pooler.dense，所以从 [CLS] 得不到答案。请打开另一个模型。</translation>
    </message>
</context>
<context>
    <name>bertlab::PieceGridView</name>
    <message>
        <source>Best guesses</source>
        <translation>最佳猜测</translation>
    </message>
    <message>
        <source>positions %1–%2 of %3, turn the wheel for more</source>
        <translation>位置 %1–%2，共 %3 个，滚动滚轮查看更多</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1: %2 rows, %3 positions; %4 at %5: %6, %7 %8.</source>
        <translation>%1：%2 行，%3 个位置；%4 在 %5：%6，%7 %8。</translation>
    </message>
</context>
<context>
    <name>bertlab::PositionSimilarity</name>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>How alike this model&apos;s positions are</source>
        <translation>此模型的各位置有多相似</translation>
    </message>
    <message>
        <source>… and the Transformer&apos;s sinusoids</source>
        <translation>… 与 Transformer 的正弦</translation>
    </message>
</context>
<context>
    <name>bertlab::PretrainingForm</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message numerus="yes">
        <source>%n own file(s)</source>
        <translation>
            <numerusform>%n 个自备文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Classroom world</source>
        <translation>课堂世界</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>故事</translation>
    </message>
    <message>
        <source>own text</source>
        <translation>自备文本</translation>
    </message>
    <message>
        <source>Classroom (fast): weights start where a small model soon learns (positions as sinusoids, keys equal to queries, the bias of each piece at its frequency), no dropout, betas 0.9 and 0.98.</source>
        <translation>课堂（快速）：权重的初值让小模型很快学会（位置为正弦，键等于查询，每个词片的偏置取自其频率），不用 dropout，beta 为 0.9 和 0.98。</translation>
    </message>
    <message>
        <source>BERT&apos;s recipe: truncated normal of 0.02, dropout 0.1, betas 0.9 and 0.999. A small model then stays on its first plateau for thousands of steps.</source>
        <translation>BERT 的配方：0.02 的截断正态分布，dropout 0.1，beta 为 0.9 和 0.999。小模型这样会在第一个平台期停留数千步。</translation>
    </message>
    <message>
        <source>How long it will take is being measured with a few steps…</source>
        <translation>正在用几步测量所需时间…</translation>
    </message>
    <message>
        <source>About %1 for %2 steps: an estimate, timed on this machine with a few steps of full-length sequences.</source>
        <translation>%2 步约需 %1：这是估计，在本机上用几步全长序列测得。</translation>
    </message>
    <message>
        <source>Train a BERT of your own, here and now</source>
        <translation>就在此刻此地，训练你自己的 BERT</translation>
    </message>
    <message>
        <source>Own text files…</source>
        <translation>自备文本文件…</translation>
    </message>
    <message>
        <source>tiny · 2 layers · 128 wide</source>
        <translation>tiny · 2 层 · 宽 128</translation>
    </message>
    <message>
        <source>mini · 4 layers · 256 wide</source>
        <translation>mini · 4 层 · 宽 256</translation>
    </message>
    <message>
        <source>small · 4 layers · 512 wide</source>
        <translation>small · 4 层 · 宽 512</translation>
    </message>
    <message>
        <source>masked pieces + next sentence</source>
        <translation>掩码词片 + 下一句</translation>
    </message>
    <message>
        <source>masked pieces</source>
        <translation>掩码词片</translation>
    </message>
    <message>
        <source>next piece (causal, as GPT)</source>
        <translation>下一个词片（因果，同 GPT）</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Classroom (fast)</source>
        <translation>课堂（快速）</translation>
    </message>
    <message>
        <source>BERT&apos;s recipe</source>
        <translation>BERT 的配方</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation>语料</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>规模</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>%1 M weights; about %2 MB for weights, gradients, moments and a batch. The time machine keeps at most %3 moments, which take up to %4 MB of memory and as much on the disk. At most %5 M tokens are read.</source>
        <translation>%1 M 个权重；权重、梯度、矩和一个批约需 %2 MB。时间机器最多保留 %3 个时刻，最多占用 %4 MB 内存和同样多的磁盘空间。最多读取 %5 M 个词元。</translation>
    </message>
    <message>
        <source>Back to the run</source>
        <translation>回到这次训练</translation>
    </message>
    <message>
        <source>Own text is read as UTF-8: sentences, and a blank line between documents. Pairs of sentences need two documents, and four leave some to be held out.</source>
        <translation>自己的文本按 UTF-8 读取：写成句子，文档之间空一行。组成句对需要两篇文档，有四篇才能留出一部分。</translation>
    </message>
    <message>
        <source>So the text begins</source>
        <translation>文本的开头</translation>
    </message>
</context>
<context>
    <name>bertlab::PretrainingPage</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>reading the corpus…</source>
        <translation>正在读取语料…</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 / %2 步</translation>
    </message>
    <message>
        <source>%1 tokens/s · %2 left</source>
        <translation>%1 词元/秒 · 剩余 %2</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pre-training</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>What of the training is shown</source>
        <translation>显示训练的哪一部分</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Two moments</source>
        <translation>两个时刻</translation>
    </message>
    <message>
        <source>No step is open.</source>
        <translation>没有展开的步。</translation>
    </message>
    <message>
        <source>Press One step: the next step is taken alone and opened, with its batch, its gradients and its updates.</source>
        <translation>按“走一步”：单独执行下一步并将它展开，显示它的批、梯度和更新。</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>走一步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>新训练</translation>
    </message>
    <message>
        <source>other pages follow</source>
        <translation>其他页面跟随</translation>
    </message>
    <message>
        <source>Share of the steps</source>
        <translation>已完成步数的占比</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>配方对比</translation>
    </message>
    <message>
        <source>Race…</source>
        <translation>配方对比…</translation>
    </message>
    <message>
        <source>The same again with one change, beside this run</source>
        <translation>改动一项，同样再来一次，与这次运行并列</translation>
    </message>
    <message>
        <source>No step was opened, and this training has ended.</source>
        <translation>没有展开过任何一步，而这次训练已经结束。</translation>
    </message>
    <message>
        <source>The time machine keeps weights, but not what AdamW had beside them: a step that is over cannot be opened any more. Press New training, start it and press One step while it runs. With the same recipe and seed it takes the same steps again.</source>
        <translation>时间机器只保留权重，不保留 AdamW 的状态：已经走完的一步无法再展开。按“新训练”，开始后在训练进行时按“走一步”。配方和随机种子相同时，它会走出同样的每一步。</translation>
    </message>
    <message>
        <source>seen at step %1</source>
        <translation>正在看第 %1 步</translation>
    </message>
    <message>
        <source>the first run is seen at step %1</source>
        <translation>正在看第一次运行的第 %1 步</translation>
    </message>
</context>
<context>
    <name>bertlab::ProbeListView</name>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1: %2 %3, %4 %5</source>
        <translation>%1：%2 %3，%4 %5</translation>
    </message>
</context>
<context>
    <name>bertlab::ProjectionTab</name>
    <message>
        <source>1st component, %1 % of the variance</source>
        <translation>第 1 主成分，占方差的 %1 %</translation>
    </message>
    <message>
        <source>2nd component, %1 %</source>
        <translation>第 2 主成分，%1 %</translation>
    </message>
    <message>
        <source>All tokens in one plane: %1</source>
        <translation>所有词元在一个平面上：%1</translation>
    </message>
    <message>
        <source>one projection for all layers</source>
        <translation>所有层共用一个投影</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play the layers</source>
        <translation>逐层播放</translation>
    </message>
    <message>
        <source>All tokens in one plane</source>
        <translation>所有词元在一个平面上</translation>
    </message>
    <message>
        <source>Each vector is projected on the two directions along which the tokens of all layers differ most (principal components). One projection serves all layers, so that a token can be followed.</source>
        <translation>每个向量投影到两个方向上，所有层的词元沿这两个方向差异最大（主成分）。所有层共用一个投影，因此可以跟踪一个词元。</translation>
    </message>
    <message>
        <source>Play the layers. Which tokens end near each other?</source>
        <translation>逐层播放。哪些词元最后靠在一起？</translation>
    </message>
    <message>
        <source>The plane shows only the stated share of the variance: what lies together here can be far apart in the other dimensions.</source>
        <translation>平面只显示所标的那部分方差：在这里靠近的，在其他维度上可能相距很远。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>|h − mean|</source>
        <translation>|h − 平均|</translation>
    </message>
    <message>
        <source>(h − mean) · direction %1</source>
        <translation>(h − 平均) · 方向 %1</translation>
    </message>
    <message>
        <source>length in the plane</source>
        <translation>平面内的长度</translation>
    </message>
</context>
<context>
    <name>bertlab::Projector</name>
    <message>
        <source>Esc leaves the projector mode; Ctrl+Page Down shows the next picture.</source>
        <translation>按 Esc 退出投影仪模式；Ctrl+Page Down 显示下一幅图。</translation>
    </message>
</context>
<context>
    <name>bertlab::RaceForm</name>
    <message>
        <source>Change one setting. %1</source>
        <translation>请改动一项设置。%1</translation>
    </message>
    <message>
        <source>Differs: %1. All else is locked.</source>
        <translation>不同之处：%1。其余均已锁定。</translation>
    </message>
    <message>
        <source>Race: the same again with one change</source>
        <translation>配方对比：改动一项，同样再来一次</translation>
    </message>
    <message>
        <source>Start the second run</source>
        <translation>开始第二次运行</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back to the run</source>
        <translation>返回运行</translation>
    </message>
    <message>
        <source>The first run, %1, took %2 s for %3 steps. The second reads the same text with the same seed (%4), up to the same step. Curves, answers and moments of the first (%5 MB) stay beside it; its model can no longer be saved then: save it before, if you want it.</source>
        <translation>第一次运行 %1 用了 %2 秒，共 %3 步。第二次读同一文本，用同一种子（%4），到同一步为止。第一次的曲线、回答和时刻（%5 MB）会保留在旁边；但之后无法再保存它的模型：需要的话请先保存。</translation>
    </message>
</context>
<context>
    <name>bertlab::RecipeFields</name>
    <message>
        <source>%1 % stay as they are</source>
        <translation>%1 % 保持原样</translation>
    </message>
    <message>
        <source>choose whole words</source>
        <translation>选择整词</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>预热步数</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Pieces to predict</source>
        <translation>待预测词片</translation>
    </message>
    <message>
        <source>of them [MASK]</source>
        <translation>其中 [MASK]</translation>
    </message>
    <message>
        <source>of them random</source>
        <translation>其中随机</translation>
    </message>
    <message>
        <source>of them kept</source>
        <translation>其中保留</translation>
    </message>
</context>
<context>
    <name>bertlab::RollView</name>
    <message>
        <source>The roll</source>
        <translation>掷骰</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>u = %1: %2</source>
        <translation>u = %1：%2</translation>
    </message>
</context>
<context>
    <name>bertlab::ScatterView</name>
    <message>
        <source>Projection</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1 of %2 tokens at layer %3; across: %4; up: %5</source>
        <translation>%1：第 %3 层的 %2 个词元；横轴：%4；纵轴：%5</translation>
    </message>
    <message>
        <source>; %1 at %2, %3</source>
        <translation>；%1 在 %2，%3</translation>
    </message>
</context>
<context>
    <name>bertlab::SentenceBar</name>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>Show or hide the explanation (F9)</source>
        <translation>显示或隐藏讲解（F9）</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Take the picture away (Ctrl+E)</source>
        <translation>导出图片（Ctrl+E）</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Every shortcut (F1)</source>
        <translation>所有快捷键（F1）</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开 …</translation>
    </message>
    <message>
        <source>%1 · %2 / %3 / %4</source>
        <translation>%1 · %2 / %3 / %4</translation>
    </message>
    <message>
        <source>%1 (layers / width / heads)</source>
        <translation>%1（层 / 宽度 / 头）</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Own examples from a text file…</source>
        <translation>从文本文件读入自备示例…</translation>
    </message>
    <message>
        <source>Forget the own examples</source>
        <translation>移除自备示例</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>打开过的</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>In training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>The learning model (now)</source>
        <translation>正在学习的模型（现在）</translation>
    </message>
</context>
<context>
    <name>bertlab::SentenceEdit</name>
    <message>
        <source>Sentence A</source>
        <translation>句子 A</translation>
    </message>
    <message>
        <source>Sentence B</source>
        <translation>句子 B</translation>
    </message>
    <message>
        <source>Type a sentence</source>
        <translation>输入一个句子</translation>
    </message>
    <message>
        <source>A second sentence, if you like</source>
        <translation>第二个句子，可不填</translation>
    </message>
</context>
<context>
    <name>bertlab::Session</name>
    <message>
        <source>The model %1 was not opened. %2</source>
        <translation>模型 %1 未打开。%2</translation>
    </message>
    <message>
        <source>The sentence was not read. %1</source>
        <translation>句子未读入。%1</translation>
    </message>
</context>
<context>
    <name>bertlab::ShortcutSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Cover or uncover what is selected, in the strip and the pictures</source>
        <translation>遮住或揭开选中的内容，在词元条和图中均可</translation>
    </message>
    <message>
        <source>Move the selection in the strip; with Shift extend it</source>
        <translation>在词元条中移动选择；按住 Shift 扩展选择</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>Select; a click on a cell holds it until Esc</source>
        <translation>选择；单击单元格可将其固定，直到按 Esc</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Cover or uncover a piece</source>
        <translation>遮住或揭开一个词片</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>右键单击</translation>
    </message>
    <message>
        <source>Take one picture away</source>
        <translation>导出一张图片</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>bertlab::SimilarityTab</name>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>How alike the tokens are: %1</source>
        <translation>词元之间有多相似：%1</translation>
    </message>
    <message>
        <source>Most like %1</source>
        <translation>与 %1 最相似</translation>
    </message>
    <message>
        <source>How alike the tokens are</source>
        <translation>词元之间有多相似</translation>
    </message>
    <message>
        <source>All vectors of a layer share a common part, so even unrelated tokens have a cosine above 0. Compare cosines with one another, not with 0.</source>
        <translation>一层的所有向量都有共同部分，所以即使不相关的词元，余弦也大于 0。余弦要互相比较，不要与 0 比较。</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 与 %2</translation>
    </message>
    <message>
        <source>a · b</source>
        <translation>a · b</translation>
    </message>
    <message>
        <source>|a|</source>
        <translation>|a|</translation>
    </message>
    <message>
        <source>|b|</source>
        <translation>|b|</translation>
    </message>
    <message>
        <source>a · b / (|a| |b|)</source>
        <translation>a · b / (|a| |b|)</translation>
    </message>
    <message>
        <source>The cosine of every two tokens&apos; vectors at one layer: 1 for the same direction, 0 for none in common. It opens on the last layer, where each token has taken in its sentence.</source>
        <translation>同一层中每两个词元向量的余弦：1 表示方向相同，0 表示毫无共同之处。打开时显示最后一层，那里每个词元都已融入所在的句子。</translation>
    </message>
    <message>
        <source>Put one word into both sentences and click it. Then move the layer from the embeddings to the last: which tokens does each of the two come near?</source>
        <translation>把同一个词放进两个句子并点击它。然后把层从嵌入移到最后一层：这两个词各自靠近哪些词元？</translation>
    </message>
</context>
<context>
    <name>bertlab::StatusLine</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>%1 with both heads</source>
        <translation>%1，含两个任务头</translation>
    </message>
    <message>
        <source>%1 with the MLM head</source>
        <translation>%1，含 MLM 头</translation>
    </message>
    <message>
        <source>%1 with the NSP head</source>
        <translation>%1，含 NSP 头</translation>
    </message>
    <message>
        <source>%1 without heads</source>
        <translation>%1，不含任务头</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>%1 wide</source>
        <translation>宽 %1</translation>
    </message>
    <message>
        <source>1 head</source>
        <translation>1 个头</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>%1 pieces</source>
        <translation>%1 个词片</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <source>last pass %1 ms</source>
        <translation>上次计算 %1 ms</translation>
    </message>
    <message>
        <source>Weights in blue</source>
        <translation>权重用蓝色</translation>
    </message>
    <message>
        <source>Weights in viridis</source>
        <translation>权重用 viridis</translation>
    </message>
    <message>
        <source>Weights in cividis</source>
        <translation>权重用 cividis</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>%1 · English</source>
        <translation>%1 · 中文</translation>
    </message>
    <message>
        <source>Theme, colours and language</source>
        <translation>主题、颜色和语言</translation>
    </message>
    <message>
        <source>Theme, colours and language: %1</source>
        <translation>主题、颜色和语言：%1</translation>
    </message>
</context>
<context>
    <name>bertlab::StepBatch</name>
    <message>
        <source>Guesses where “%1” is right</source>
        <translation>正确答案为“%1”处的猜测</translation>
    </message>
    <message>
        <source>without dropout; click another masked piece</source>
        <translation>不用 dropout；可点击另一个掩码词片</translation>
    </message>
    <message>
        <source>The batch: over a piece what is right, under it its loss</source>
        <translation>这一批：词片上方是正确答案，下方是它的损失</translation>
    </message>
    <message>
        <source>%1 of %2 sequences</source>
        <translation>%1 / %2 个序列</translation>
    </message>
    <message>
        <source>%1 sequences</source>
        <translation>%1 个序列</translation>
    </message>
    <message>
        <source>Guesses where “%1” comes next</source>
        <translation>“%1”将出现处的猜测</translation>
    </message>
    <message>
        <source>without dropout; click another piece</source>
        <translation>不含 dropout；点击另一个词片</translation>
    </message>
    <message>
        <source>The batch: over a piece what comes next, under it the loss of that guess</source>
        <translation>批：词片上方是下一个词片，下方是该猜测的损失</translation>
    </message>
    <message>
        <source>Guesses at a piece</source>
        <translation>对一个词片的猜测</translation>
    </message>
</context>
<context>
    <name>bertlab::StepGradients</name>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>AdamW, one weight</source>
        <translation>AdamW，单个权重</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>all: %1</source>
        <translation>全部：%1</translation>
    </message>
</context>
<context>
    <name>bertlab::StepPills</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>第 %1 步，共 %2 步：%3</translation>
    </message>
</context>
<context>
    <name>bertlab::TimelineView</name>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>at step %1, now</source>
        <translation>在第 %1 步，当前</translation>
    </message>
    <message>
        <source>at step %1</source>
        <translation>在第 %1 步</translation>
    </message>
    <message>
        <source>%1 moments are kept.</source>
        <translation>保留了 %1 个时刻。</translation>
    </message>
</context>
<context>
    <name>bertlab::TokenCourseTab</name>
    <message>
        <source>99th percentile</source>
        <translation>第 99 百分位</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>余弦 %1</translation>
    </message>
    <message>
        <source>%1 through the layers</source>
        <translation>%1 逐层变化</translation>
    </message>
    <message>
        <source>%1 · cosine with the layer above</source>
        <translation>%1 · 与上一层的余弦</translation>
    </message>
    <message>
        <source>the vector</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>attention adds</source>
        <translation>注意力加入的</translation>
    </message>
    <message>
        <source>feed-forward adds</source>
        <translation>前馈加入的</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Length of the vector, and of what each block adds</source>
        <translation>向量的长度，以及各块加入部分的长度</translation>
    </message>
    <message>
        <source>by layer, 0 = embeddings</source>
        <translation>按层，0 = 嵌入</translation>
    </message>
    <message>
        <source>One token through the layers</source>
        <translation>一个词元逐层变化</translation>
    </message>
    <message>
        <source>The same token as a vector of %1 numbers: first its embedding, then what each layer makes of it. Attention and feed-forward add to the vector, LayerNorm evens it out.</source>
        <translation>同一词元表示为 %1 个数的向量：先是它的嵌入，再是每一层对它的加工。注意力和前馈给向量加上内容，LayerNorm 再将它归一化。</translation>
    </message>
    <message>
        <source>Choose a word that has two senses, change the words around it and watch from which layer on the vector differs.</source>
        <translation>选一个有两种词义的词，改动周围的词，看向量从哪一层起不同。</translation>
    </message>
    <message>
        <source>A single dimension has no meaning of its own; compare whole vectors.</source>
        <translation>单个维度本身没有含义；要比较整个向量。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>before · now</source>
        <translation>之前 · 现在</translation>
    </message>
    <message>
        <source>|before| |now|</source>
        <translation>|之前| |现在|</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>dimension %1</source>
        <translation>维度 %1</translation>
    </message>
</context>
<context>
    <name>bertlab::TokenFinder</name>
    <message>
        <source>Find a token</source>
        <translation>查找词元</translation>
    </message>
    <message>
        <source>A piece or an id</source>
        <translation>词片或 ID</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>The next one</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2, position %3</source>
        <translation>%1 / %2，位置 %3</translation>
    </message>
</context>
<context>
    <name>bertlab::TokenFlowView</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>rows %1–%2 of %3, turn the wheel for more</source>
        <translation>第 %1–%2 行，共 %3 行，滚动滚轮查看更多</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>已选：%1</translation>
    </message>
</context>
<context>
    <name>bertlab::TokenStrip</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Select a token first: click it in the strip.</source>
        <translation>请先选择词元：在词元条中点击它。</translation>
    </message>
    <message>
        <source>%1 cannot be covered: it is not a piece of a sentence.</source>
        <translation>%1 不能遮住：它不是句子中的词片。</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 / %2 个词元</translation>
    </message>
    <message>
        <source>Position %1: %2, id %3</source>
        <translation>位置 %1：%2，id %3</translation>
    </message>
    <message>
        <source>, covers %1</source>
        <translation>，遮住了 %1</translation>
    </message>
    <message>
        <source>, truth unknown</source>
        <translation>，原词未知</translation>
    </message>
    <message>
        <source>, sentence A (segment %1)</source>
        <translation>，句子 A（片段 %1）</translation>
    </message>
    <message>
        <source>, sentence B (segment %1)</source>
        <translation>，句子 B（片段 %1）</translation>
    </message>
</context>
<context>
    <name>bertlab::TrainingCourse</name>
    <message>
        <source>Probe sentences</source>
        <translation>探针句</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>ln V %1</source>
        <translation>ln V %1</translation>
    </message>
    <message>
        <source>word frequencies %1</source>
        <translation>词频 %1</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>ln 2 = 0.693</source>
        <translation>ln 2 = 0.693</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>always “%1” %2</source>
        <translation>总猜“%1” %2</translation>
    </message>
    <message>
        <source>always NotNext %1</source>
        <translation>总猜 NotNext %1</translation>
    </message>
    <message>
        <source>accuracy, %</source>
        <translation>准确率，%</translation>
    </message>
    <message>
        <source>in the training text: %1 ×</source>
        <translation>训练文本中：%1 ×</translation>
    </message>
    <message>
        <source>not word for word in the training text</source>
        <translation>训练文本中没有一字不差的原句</translation>
    </message>
    <message>
        <source>first right at step %1</source>
        <translation>第 %1 步首次答对</translation>
    </message>
    <message>
        <source>pairs leave %1</source>
        <translation>句对脱离 %1</translation>
    </message>
    <message>
        <source>Time machine</source>
        <translation>时间机器</translation>
    </message>
    <message>
        <source>Masked words: loss</source>
        <translation>掩码词：损失</translation>
    </message>
    <message>
        <source>Next sentence: loss</source>
        <translation>下一句：损失</translation>
    </message>
    <message>
        <source>Held-out accuracy</source>
        <translation>留出集准确率</translation>
    </message>
    <message>
        <source>best guesses as it learns</source>
        <translation>学习中的最佳猜测</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>见过</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>behind step %1</source>
        <translation>第 %1 步之后</translation>
    </message>
    <message>
        <source>drag the handle: every page goes back there</source>
        <translation>拖动手柄：所有页面都回到那一刻</translation>
    </message>
    <message>
        <source>probes and other pages are at step %1</source>
        <translation>探针和其他页面处于第 %1 步</translation>
    </message>
    <message>
        <source>%1 of at most %2 moments, %3 of %4 MB</source>
        <translation>%1 个时刻（最多 %2 个），%3 MB（最多 %4 MB）</translation>
    </message>
    <message>
        <source>Which run of the race is seen</source>
        <translation>看对比中的哪一次运行</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>第一次运行</translation>
    </message>
    <message>
        <source>Second run</source>
        <translation>第二次运行</translation>
    </message>
</context>
<context>
    <name>bertlab::TrainingExamplePage</name>
    <message>
        <source>There is no example.</source>
        <translation>没有样本。</translation>
    </message>
    <message>
        <source>Roll by roll</source>
        <translation>逐次掷骰</translation>
    </message>
    <message>
        <source>Next roll</source>
        <translation>下一次掷骰</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>这一次</translation>
    </message>
    <message>
        <source>After %L1 runs</source>
        <translation>%L1 次运行后</translation>
    </message>
    <message>
        <source>line: where it should end</source>
        <translation>线：应趋近的值</translation>
    </message>
    <message>
        <source>Training example</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>All at once</source>
        <translation>一次完成</translation>
    </message>
    <message>
        <source>New seed (%1)</source>
        <translation>新种子 (%1)</translation>
    </message>
    <message>
        <source>Run 1,000 times</source>
        <translation>运行 1,000 次</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词</translation>
    </message>
    <message>
        <source>Always [MASK]</source>
        <translation>总用 [MASK]</translation>
    </message>
    <message>
        <source>One roll a word</source>
        <translation>每词掷一次</translation>
    </message>
    <message>
        <source>Where the example comes from</source>
        <translation>样本的来源</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>My sentences</source>
        <translation>我的句子</translation>
    </message>
    <message>
        <source>How pieces are chosen</source>
        <translation>如何选词片</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Complete words</source>
        <translation>补全整词</translation>
    </message>
    <message>
        <source>Coins</source>
        <translation>抛硬币</translation>
    </message>
    <message>
        <source>Tokens of an example</source>
        <translation>样本的词元数</translation>
    </message>
    <message>
        <source>32 tokens</source>
        <translation>32 个词元</translation>
    </message>
    <message>
        <source>64</source>
        <translation>64</translation>
    </message>
    <message>
        <source>128</source>
        <translation>128</translation>
    </message>
    <message>
        <source>All pieces of a chosen word get the same of the three treatments</source>
        <translation>选中的词，其所有词片都用三种处理中的同一种</translation>
    </message>
    <message>
        <source>From a document to A and B</source>
        <translation>从文档到 A 和 B</translation>
    </message>
    <message>
        <source>the classroom world, a made-up corpus</source>
        <translation>课堂世界，一个虚构的语料</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>15 % of the pieces are to be predicted</source>
        <translation>15 % 的词片待预测</translation>
    </message>
    <message>
        <source>As BERT: 15 % of the pieces; what no longer fits is skipped</source>
        <translation>同 BERT：词片的 15 %；放不下的词会跳过</translation>
    </message>
    <message>
        <source>A word is completed beyond the budget; another one is un-masked for it</source>
        <translation>超出预算也把整个词遮住；为此取消另一个词的掩码</translation>
    </message>
    <message>
        <source>A coin for each candidate, 15 % each: the number varies</source>
        <translation>每个候选各掷一次硬币，概率 15 %：数目会变化</translation>
    </message>
    <message>
        <source>The pieces of a word are chosen together or not at all</source>
        <translation>一个词的词片要么一起被选中，要么都不选</translation>
    </message>
    <message>
        <source>Every chosen piece becomes [MASK]: no random piece, none kept</source>
        <translation>每个选中的词片都变成 [MASK]：没有随机词片，也不保留原词片</translation>
    </message>
    <message>
        <source>“My sentences” needs no documents.</source>
        <translation>“我的句子”不需要文档。</translation>
    </message>
</context>
<context>
    <name>bertlab::TrainingKeeper</name>
    <message>
        <source>The training %1 is at step %2 of %3.</source>
        <translation>训练 %1 进行到第 %2 步，共 %3 步。</translation>
    </message>
    <message>
        <source>The training %1 ended at step %2 of %3, and its model is not saved in a folder.</source>
        <translation>训练 %1 结束于第 %2 步，共 %3 步，它的模型未保存到文件夹。</translation>
    </message>
    <message>
        <source>Another window of BertLab keeps its own training. Save this one&apos;s model in a folder, or close the other window first.</source>
        <translation>另一个 BertLab 窗口正在保留它自己的训练。请把本窗口的模型保存到文件夹，或先关闭另一个窗口。</translation>
    </message>
    <message>
        <source>The training is not kept against a crash. %1</source>
        <translation>这次训练没有防崩溃备份。%1</translation>
    </message>
</context>
<context>
    <name>bertlab::TrainingMoments</name>
    <message>
        <source>held out</source>
        <translation>留出集</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>accuracy, %</source>
        <translation>准确率，%</translation>
    </message>
    <message>
        <source>A, step %1</source>
        <translation>A，第 %1 步</translation>
    </message>
    <message>
        <source>B, step %1</source>
        <translation>B，第 %1 步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Masked words: loss</source>
        <translation>掩码词：损失</translation>
    </message>
    <message>
        <source>Held-out accuracy</source>
        <translation>留出集准确率</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Probe sentences: A → B and the difference</source>
        <translation>探针句：A → B 与差</translation>
    </message>
    <message>
        <source>upper bar A, lower bar B</source>
        <translation>上条 A，下条 B</translation>
    </message>
    <message>
        <source>Moment A</source>
        <translation>时刻 A</translation>
    </message>
    <message>
        <source>Moment B</source>
        <translation>时刻 B</translation>
    </message>
</context>
<context>
    <name>bertlab::TrainingRace</name>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1：%2 %3</translation>
    </message>
    <message>
        <source>First</source>
        <translation>第一次</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>第二次</translation>
    </message>
    <message>
        <source>Probe sentences of both</source>
        <translation>两次运行的探针句</translation>
    </message>
    <message>
        <source>behind step %1</source>
        <translation>第 %1 步之后</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Web page (HTML)…</source>
        <translation>网页 (HTML)…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Masked words: loss</source>
        <translation>掩码词：损失</translation>
    </message>
    <message>
        <source>Next sentence: loss</source>
        <translation>下一句：损失</translation>
    </message>
    <message>
        <source>Held-out accuracy, %</source>
        <translation>留出集准确率，%</translation>
    </message>
    <message>
        <source>Steps at which both were asked</source>
        <translation>两者都被提问的步</translation>
    </message>
    <message>
        <source>Differs: %1.</source>
        <translation>不同之处：%1。</translation>
    </message>
</context>
<context>
    <name>bertlab::TrainingRates</name>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>clipped to %1</source>
        <translation>裁剪到 %1</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>before clipping</source>
        <translation>裁剪前</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>pauses left out</source>
        <translation>不计暂停</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>bertlab::TrainingRunner</name>
    <message>
        <source>Learning, step %1</source>
        <translation>学习中，第 %1 步</translation>
    </message>
    <message>
        <source>It was not saved. %1</source>
        <translation>未能保存。%1</translation>
    </message>
    <message>
        <source>The training has ended. %1</source>
        <translation>训练已结束。%1</translation>
    </message>
    <message>
        <source>The training cannot begin. %1</source>
        <translation>无法开始训练。%1</translation>
    </message>
    <message>
        <source>First run, step %1</source>
        <translation>第一次运行，第 %1 步</translation>
    </message>
</context>
<context>
    <name>bertlab::VectorRowsView</name>
    <message>
        <source>Vectors</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>max of %1</source>
        <translation>每 %1 个取最大</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>暂无内容。</translation>
    </message>
    <message>
        <source>%1: %2, %3 dimensions each</source>
        <translation>%1：%2，各 %3 个维度</translation>
    </message>
    <message>
        <source>%1; %2, dimension %3: %4.</source>
        <translation>%1；%2，维度 %3：%4。</translation>
    </message>
</context>
<context>
    <name>bertlab::View</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Export as PNG…</source>
        <translation>导出为 PNG…</translation>
    </message>
    <message>
        <source>Export as SVG…</source>
        <translation>导出为 SVG…</translation>
    </message>
    <message>
        <source>Export as PDF…</source>
        <translation>导出为 PDF…</translation>
    </message>
    <message>
        <source>Export numbers as CSV…</source>
        <translation>导出数值为 CSV…</translation>
    </message>
    <message>
        <source>Export numbers as NPZ…</source>
        <translation>将数值导出为 NPZ…</translation>
    </message>
</context>
</TS>
