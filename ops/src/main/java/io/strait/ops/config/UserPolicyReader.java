package io.strait.ops.config;

import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.sync.user.UserPolicy;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code users} of a link's {@code twin}; passwords come from references. */
final class UserPolicyReader {
  private final Secrets secrets;
  private final Problems problems;

  UserPolicyReader(Secrets secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /** Reads the section to its end. */
  UserPolicy read(Section section) {
    Selection selection = new Selections(problems).read(section);
    Map<String, String> passwords = new TreeMap<>();
    section
        .section("secrets")
        .ifPresent(
            group ->
                group
                    .values()
                    .forEach(
                        (user, text) -> {
                          warnIfLiteral(text);
                          secrets.resolve(text).ifPresent(found -> passwords.put(user, found));
                        }));
    section.done();
    return new UserPolicy(selection, passwords);
  }

  private void warnIfLiteral(Text text) {
    if (!Secrets.refersTo(text.value())) {
      problems.warning(
          text.path(),
          text.line(),
          "holds a secret in plain text",
          "Move it out: ${file:/path} or ${env:NAME}");
    }
  }
}
