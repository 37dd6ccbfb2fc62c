"""Word stock for made answers that claim nothing: terms, descriptors, jargon, filler, questions."""

TERMS = tuple(
    "north star metric;NSM;game type;attention game;transaction game;productivity game;guardrail;"
    "guardrail metric;counter-metric;vanity metric;vanity metrics;proxy;OMTM;one metric that matters;"
    "OKR;key result;KPI;input metrics;output metric;leading indicator;lagging indicator;DAU;MAU;"
    "DAU/MAU;WAU;retention;churn;NPS;CSAT;activation;engagement;stickiness;time to value;GMV;ARPU;"
    "LTV;CAC;conversion;funnel;cohort;breadth;depth;frequency;efficiency;product-market fit;"
    "two-sided marketplace;liquidity;network effects;value delivered;outcome not usage;"
    "ambient adoption;review cadence;validation;value statement;health metrics;trade-offs;"
    "stop rule;threshold;baseline;A/B test;experiment;segmentation;refund rate;quality;trust;"
    "frame fit;stage metric;composite metric;north star framework;alignment;actionable;measurable;"
    "gameable;user value;business value;flywheel;growth loop;habit;session length;revenue".split(";")
)

DESCRIPTORS = (
    "Exactly one metric, countable, and it measures value that users received.",
    "The choice is argued from the product: what value it captures for whom, that it leads revenue, "
    "that it is hard to game without helping users, or that it beats a named alternative.",
    "One north star metric is named for this product, and it measures delivered user value.",
    "The right game is named and the metric is derived from it.",
    "The product's game is identified: attention, transaction or productivity.",
    "A specific, countable guardrail that does bear on it, without saying why.",
    "The answer says what abuse or trade-off it catches, or what happens when it is crossed.",
    "A counter-metric that keeps the north star honest.",
    "A specific vanity or proxy metric is set aside for this product, and why: it can move without "
    "users being helped, it lags, or it can be gamed.",
    "Value is told apart from arrival, activity and proxies.",
    "A key result or OKR is the dated target on the metric, OMTM the stage metric, KPIs the health "
    "indicators around the one metric.",
    "The north star is a standing metric. A key result is a dated target set against a metric.",
    "A north star is proposed as a metric, and nothing is confused.",
    "A countable outcome, and the ambient-adoption trap is named or the outcome is read against a "
    "baseline or control.",
    "A cadence or a trigger is given with the reason or how it is done.",
    "Draws the right conclusion and says what goes wrong otherwise.",
    "A sentence that says who gets which outcome, before the metric, and the metric is tied to it.",
    "Three to five inputs, covering at least two of breadth, depth, frequency and efficiency.",
    "Two or more checks, or one with what result would change the choice.",
    "A rate, a window or a qualifier strengthens it but does not replace the argument.",
    "Level 3 is strong: right, specific, and argued from the product.",
    "Supporting metrics under their own label do not break single.",
)

JARGON = (
    "We need a metric that captures value and aligns every team.",
    "The north star should be leading, actionable, measurable and hard to game.",
    "I would make sure that {term} and {term} ladder up to {term}.",
    "It is essential to balance {term} with {term} across the whole funnel.",
    "A strong product culture treats {term} as a compass and {term} as a health check.",
    "For {product} I'd start from the user, then work back to {term}.",
    "First I'd identify the game type, then pick the metric that follows from it.",
    "Then I'd define guardrails that protect quality and keep us honest.",
    "It is important to avoid vanity metrics and focus on what matters.",
    "Ultimately, it comes down to {term}, {term} and delivering delight at scale.",
    "We would validate with stakeholders and iterate in a data-driven way.",
    "OKRs cascade from the north star and {term} is tracked on a dashboard.",
    "The right framework depends on the stage, the segment and the strategy.",
    "I would align leadership around {term} so that we move the needle.",
    "With {product} there are many facets to consider: {term}, {term}, {term}.",
    "A holistic view of {term} unlocks sustainable growth and customer centricity.",
    "Every squad would own inputs to {term} and be accountable for outcomes.",
    "Outcomes over outputs: {term} should be tied to value, not activity.",
    "We'd monitor leading and lagging indicators and review them regularly.",
    "Good metrics are simple, and the team should rally behind them.",
    "My approach is structured: clarify, segment, prioritise, measure, learn.",
    "The metric must reflect the core value proposition and drive retention.",
    "At the end of the day {product} has to win on {term}.",
    "I'd think about both {term} and {term} and find the sweet spot.",
)

NON_ATTEMPTS = (
    "I don't know.", "No idea, sorry.", "Pass.", "I have not used {product}, so I can't say.",
    "Can we come back to this one?", "I would need to think about that more.", "n/a", "...",
    "Could you repeat the question?", "I'd rather talk about a product that I know.",
    "I'm not sure what a north star metric is.", "That depends on many things.",
    "Hmm, hard to say really, I never worked on anything like it.", "skip", "test test 123",
    "What do you mean by metric here?", "I'd ask the team what they think and go with that.",
    "I'd look at the numbers we have first and then decide together with the stakeholders.",
    "{product} is great, I use it every day and so do all my friends.",
    "They have a really nice design and the onboarding is smooth.",
)

FILLER = (
    "That's a great question, let me think out loud for a moment.",
    "Okay, so, let me take a second here.",
    "I hope that makes sense so far.",
    "Happy to go deeper on any of this.",
    "Sorry, the line was breaking up a bit there.",
    "I had a coffee too many this morning, so stop me if I ramble.",
    "In my last job we had long debates about things like this.",
    "I'll keep it brief since we have only a few minutes.",
    "Anyway, that is how I'd go about it.",
    "Thanks for asking, I like this kind of question.",
    "The weather was awful on the way here, by the way.",
    "My sister works in a completely different field and laughs at these questions.",
)

QUESTIONS = (
    "What should the north star metric of {product} be?",
    "You are the product manager of {product}. What is the one metric you would choose, and why?",
    "How would you measure the success of {product}?",
    "The question is what the north star metric for {product} should be.",
    "So you're asking me to pick a north star for {product} and to say what game it plays, what "
    "guards it and what I would set aside.",
    "Choose a north star metric for {product}. Name the game type, a guardrail and a vanity metric.",
    "What would you measure at {product}, and how would you keep it honest?",
)

NEGATIONS = {
    "single_metric": (
        'I would not choose "{quote}" as the north star.',
        "{quote}? No, that is not what I would measure.",
        "I don't think that {quote} should be the metric at all.",
        "It would be a mistake to say: {quote}.",
        "Not {quote}, that has nothing to do with it.",
        "I'd never go with {quote}.",
        "It makes no difference whether {quote}.",
    ),
    "game_type": (
        "It is wrong to claim that {quote}.",
        "I don't believe that {quote}.",
        'Nobody should say "{quote}"; it isn\'t so.',
        "Whether {quote} is neither here nor there, no game comes to my mind.",
    ),
    "guardrail": (
        "I see no need for {quote}.",
        "We wouldn't track {quote}, it guards nothing.",
        "A guardrail such as {quote} is not needed and I'd leave it out.",
        "No one has to keep an eye on {quote}.",
        "There's no danger here, so forget about {quote}.",
    ),
    "frame_confusion": (
        'I can\'t agree with "{quote}".',
        "It's not true that {quote}.",
    ),
    "other": (
        "I don't agree that {quote}.",
        "It is not the case that {quote}.",
        'Others would say "{quote}", and I think they are wrong.',
        "I wouldn't do this: {quote}.",
    ),
}

HARMLESS = (
    "I've nothing against {vanity} as a measure.",
    "{vanity}? Why not, looking at that does no harm.",
    "As for {vanity}, that number is as good as any.",
    "Nobody is misled by {vanity}.",
    "I don't mind {vanity} at all.",
)

NOTHING_INSTEAD = (
    "I have nothing to put in its place.",
    "So I wouldn't name a metric.",
    "There is no metric that I'd choose for it.",
    "I'd rather not commit to any number.",
    "In the end I wouldn't measure anything here.",
)
