package io.strait.ops.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** A secret in a file: the whole file, or one key of a properties file. */
record FileReference(Path path, Optional<String> key) {

  /** Reads {@code path} or {@code path:key}; a file whose own name holds the colon wins. */
  static FileReference of(Path folder, String reference) {
    int colon = reference.lastIndexOf(':');
    Path whole = folder.resolve(reference);
    if (colon <= 0 || Files.exists(whole)) {
      return new FileReference(whole, Optional.empty());
    }
    return new FileReference(
        folder.resolve(reference.substring(0, colon)), Optional.of(reference.substring(colon + 1)));
  }

  /** The secret, or empty when the file does not hold it. */
  Optional<String> read() throws IOException {
    String text = Files.readString(path);
    if (key.isEmpty()) {
      return Optional.of(text.stripTrailing()).filter(secret -> !secret.isEmpty());
    }
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return Optional.ofNullable(properties.getProperty(key.get()));
  }

  /** Completes the sentence "the file ..., which ...". */
  String emptiness() {
    return key.map(name -> "has no key '" + name + "'").orElse("is empty");
  }
}
