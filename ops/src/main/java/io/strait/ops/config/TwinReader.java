package io.strait.ops.config;

import io.strait.replicator.sync.Aspect;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code twin} of a link: one reader per aspect, each with a key of its own. */
final class TwinReader {
  private final Secrets secrets;
  private final Problems problems;

  TwinReader(Secrets secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /** Reads the section to its end. */
  TwinSettings read(Section twin) {
    TwinSettings none = TwinSettings.defaults();
    TopicPolicyReader topics = new TopicPolicyReader(problems);
    AclPolicyReader acls = new AclPolicyReader(problems);
    QuotaPolicyReader quotas = new QuotaPolicyReader(problems);
    GroupPolicyReader groups = new GroupPolicyReader(problems);
    UserPolicyReader users = new UserPolicyReader(secrets, problems);
    SchemaPolicyReader schemas = new SchemaPolicyReader(problems);
    TwinSettings read =
        new TwinSettings(
            twin.has("keep") ? aspects(twin.texts("keep")) : none.keep(),
            new Choice(problems).read(twin, "drift", none.drift()),
            new Durations(problems).read(twin, "every", none.every()),
            twin.section("topics").map(topics::read).orElse(none.topics()),
            twin.section("acls").map(acls::read).orElse(none.acls()),
            twin.section("quotas").map(quotas::read).orElse(none.quotas()),
            twin.section("users").map(users::read).orElse(none.users()),
            twin.section("groups").map(groups::read).orElse(none.groups()),
            twin.section("schemas").map(schemas::read).orElse(none.schemas()));
    twin.done();
    return read;
  }

  private Set<Aspect> aspects(List<Text> texts) {
    Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    texts.forEach(text -> aspect(text).ifPresent(aspects::add));
    return aspects;
  }

  private Optional<Aspect> aspect(Text text) {
    Optional<Aspect> aspect = Aspect.of(text.value());
    if (aspect.isEmpty()) {
      Set<String> legal =
          Arrays.stream(Aspect.values()).map(Aspect::text).collect(Collectors.toSet());
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is none of " + legal.stream().sorted().toList(),
          Nearest.advice(text.value(), legal));
    }
    return aspect;
  }
}
