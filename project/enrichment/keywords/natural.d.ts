declare module 'natural/lib/natural/util/stopwords.js' {
  const module: { readonly words: readonly string[] };
  export default module;
}
declare module 'natural/lib/natural/util/stopwords_fr.js' {
  const module: { readonly words: readonly string[] };
  export default module;
}
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
declare module 'natural/lib/natural/stemmers/porter_stemmer_fr.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
declare module 'natural/lib/natural/tokenizers/aggressive_tokenizer_fr.js' {
  class AggressiveTokenizerFr {
    tokenize(text: string): string[];
  }
  export default AggressiveTokenizerFr;
}
