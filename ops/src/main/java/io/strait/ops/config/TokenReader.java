package io.strait.ops.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code serve.tokens}: who may do what at the daemon's HTTP door. */
final class TokenReader {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._@-]{1,64}");

  /** What a header can carry. */
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

  private final Secrets secrets;
  private final Problems problems;
  private final Choice choice;
  private final Set<String> names = new HashSet<>();
  private final Set<String> taken = new HashSet<>();

  TokenReader(Secrets secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
    this.choice = new Choice(problems);
  }

  List<AccessToken> read(Section serve) {
    List<AccessToken> tokens = new ArrayList<>();
    for (Section section : serve.sections("tokens")) {
      Role role = choice.required(section, "role", Role.VIEWER);
      Text name =
          section
              .optional("name")
              .orElse(
                  new Text(section.path(), section.line(), role.name().toLowerCase(Locale.ROOT)));
      Optional<String> secret = section.required("token").flatMap(this::secret);
      section.done();
      if (isLegal(name) && secret.isPresent()) {
        tokens.add(new AccessToken(role, name.value(), secret.get()));
      }
    }
    return tokens;
  }

  private Optional<String> secret(Text text) {
    if (!Secrets.refersTo(text.value())) {
      problems.error(
          text.path(),
          text.line(),
          "is written out here (hidden), where everybody finds it",
          "Keep it elsewhere: ${file:/path} or ${env:NAME}; 'openssl rand -hex 32' makes a good one");
      return Optional.empty();
    }
    Optional<String> secret = secrets.resolve(text);
    return secret.filter(found -> isStrong(text, found) && isNew(text, found));
  }

  private boolean isStrong(Text text, String secret) {
    boolean strong = secret.length() >= AccessToken.SHORTEST && PRINTABLE.matcher(secret).matches();
    if (!strong) {
      problems.error(
          text.path(),
          text.line(),
          "refers to a token (hidden) that is not at least "
              + AccessToken.SHORTEST
              + " printable characters without blanks",
          "Make a longer one, for example with 'openssl rand -hex 32'");
    }
    return strong;
  }

  private boolean isNew(Text text, String secret) {
    boolean isNew = taken.add(secret);
    if (!isNew) {
      problems.error(
          text.path(),
          text.line(),
          "is the same token (hidden) as another's",
          "Give everybody his own, or the audit cannot tell them apart");
    }
    return isNew;
  }

  private boolean isLegal(Text name) {
    boolean legal = NAME.matcher(name.value()).matches();
    if (!legal) {
      problems.error(
          name.path(),
          name.line(),
          "is '" + name.value() + "', which is not 1 to 64 of a-z A-Z 0-9 . _ @ -",
          "Write a name for the audit, such as 'alice'");
    } else if (!names.add(name.value())) {
      problems.error(
          name.path(),
          name.line(),
          "is named '" + name.value() + "', as another token is",
          "Add 'name: ...' with a name of its own");
    }
    return legal;
  }
}
