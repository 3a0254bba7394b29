package io.strait.replicator.sync.state;

import io.strait.replicator.sync.Aspect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The key of a record of {@code strait.twin.<link>}: the aspect, a space, the resource. */
record AppliedKey(Aspect aspect, String resource) {
  byte[] bytes() {
    return (aspect.text() + " " + resource).getBytes(StandardCharsets.UTF_8);
  }

  /** Empty for what a later Strait wrote about an aspect that this one does not know. */
  static Optional<AppliedKey> of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int space = text.indexOf(' ');
    return space < 0
        ? Optional.empty()
        : Aspect.of(text.substring(0, space))
            .map(aspect -> new AppliedKey(aspect, text.substring(space + 1)));
  }
}
