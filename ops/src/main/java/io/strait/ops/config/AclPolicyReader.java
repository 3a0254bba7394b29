package io.strait.ops.config;

import io.strait.replicator.sync.acl.AclPolicy;
import io.strait.replicator.sync.select.PrincipalRule;
import io.strait.replicator.sync.select.Principals;
import io.strait.replicator.sync.select.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code acls} of a link's {@code twin}. */
final class AclPolicyReader {
  private final Problems problems;

  AclPolicyReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section to its end. */
  AclPolicy read(Section section) {
    AclPolicy none = AclPolicy.defaults();
    List<PrincipalRule> rules = new ArrayList<>();
    for (Section one : section.sections("principals")) {
      rule(one).ifPresent(rules::add);
      one.done();
    }
    Selection selection = new Selections(problems).read(section);
    AclPolicy read =
        new AclPolicy(
            new Principals(rules),
            selection,
            new Choice(problems).read(section, "write", none.writes()));
    section.done();
    return read;
  }

  private Optional<PrincipalRule> rule(Section section) {
    Optional<Pattern> from = section.required("from").flatMap(new Selections(problems)::pattern);
    Optional<Text> to = section.required("to");
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PrincipalRule(from.get(), to.get().value()));
    } catch (IllegalArgumentException e) {
      problems.error(
          section.path() + ".to",
          section.line(),
          e.getMessage(),
          "Name groups of 'from' as $1, $2; write \\$ for a dollar sign");
      return Optional.empty();
    }
  }
}
