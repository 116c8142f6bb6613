import { defineModel, ref } from 'alambic';
import { enrichReview } from '../../enrichment/enrich-review.ts';

/** What is derived from the text alone. */
const text = ['reviews.summary', 'reviews.body'];

export default defineModel({
  materialized: 'incremental',
  uniqueKey: 'review_id',
  incrementalStrategy: 'merge',
  zone: 'processed',
  tags: ['reviews'],
  inputs: { reviews: ref('stg_reviews') },
  // Load ids grow, so that this is every new or edited review and nothing else.
  incrementalFilter: "load_id > (select coalesce(max(load_id), '') from {{this}})",
  columns: {
    review_id: { type: 'bigint', description: 'Number of the review.', from: ['reviews.review_id'] },
    language: {
      type: 'varchar',
      description: 'Language of the text: a code of seeds/languages.csv.',
      from: text,
      privacy: 'none',
      because: 'one of six codes',
    },
    language_reliable: {
      type: 'boolean',
      description: 'Whether the language is beyond doubt.',
      from: text,
      privacy: 'none',
      because: 'true or false',
    },
    sentiment_label: {
      type: 'varchar',
      description: 'positive, neutral or negative.',
      from: text,
      privacy: 'none',
      because: 'one of three words',
    },
    sentiment_score: {
      type: 'double',
      description: 'From -1, negative, to 1, positive.',
      from: text,
      privacy: 'none',
      because: 'a number from -1 to 1 that no text can be read from',
    },
    sentiment_confidence: {
      type: 'double',
      description: 'From 0 to 1.',
      from: text,
      privacy: 'none',
      because: 'a number from 0 to 1 that no text can be read from',
    },
    category: {
      type: 'varchar',
      description: 'What the review is mostly about: a code of seeds/categories.csv.',
      from: text,
      privacy: 'none',
      because: 'one of seven codes',
    },
    category_confidence: {
      type: 'double',
      description: 'From 0 to 1.',
      from: text,
      privacy: 'none',
      because: 'a number from 0 to 1 that no text can be read from',
    },
    keywords: {
      type: 'varchar[]',
      description: 'Words and pairs of words that tell this review from others.',
      from: text,
    },
    quality_score: {
      type: 'double',
      description: 'How useful the text is to a reader, from 0 to 1.',
      from: text,
      privacy: 'none',
      because: 'a number from 0 to 1 that no text can be read from',
    },
    word_count: {
      type: 'integer',
      description: 'Words of the text.',
      from: ['reviews.body'],
      privacy: 'none',
      because: 'a number of words',
    },
    spam_score: {
      type: 'double',
      description: 'From 0 to 1.',
      from: text,
      privacy: 'none',
      because: 'a number from 0 to 1 that no text can be read from',
    },
    is_spam: {
      type: 'boolean',
      description: 'Whether the text is an advertisement.',
      from: text,
      privacy: 'none',
      because: 'true or false',
    },
    content_hash: {
      type: 'varchar',
      description: 'Equal for equal texts, whatever their case and spacing.',
      from: text,
    },
    load_id: {
      type: 'varchar',
      description: 'Load that brought this version of the review.',
      from: ['reviews.load_id'],
    },
  },
  transform(batch) {
    return (batch['reviews'] ?? []).map(({ review_id = null, summary, body, load_id = null }) => {
      const { sentiment, ...enriched } = enrichReview({ summary: asText(summary), body: asText(body) });
      return {
        review_id,
        language: enriched.language,
        language_reliable: enriched.languageReliable,
        sentiment_label: sentiment.label,
        sentiment_score: sentiment.score,
        sentiment_confidence: sentiment.confidence,
        category: enriched.category,
        category_confidence: enriched.categoryConfidence,
        keywords: enriched.keywords,
        quality_score: enriched.qualityScore,
        word_count: enriched.wordCount,
        spam_score: enriched.spamScore,
        is_spam: enriched.isSpam,
        content_hash: enriched.contentHash,
        load_id,
      };
    });
  },
});

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
