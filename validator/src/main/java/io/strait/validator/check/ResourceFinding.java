package io.strait.validator.check;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with what a cluster has besides records: a group's position, a topic, its
 * configuration, an ACL, a quota, a schema.
 *
 * @param code what is wrong; of the families {@link FindingCode.Family#GROUPS}, {@link
 *     FindingCode.Family#METADATA} and {@link FindingCode.Family#COVERAGE}
 * @param resource what it is about, under its name on the source, for example {@code topic orders},
 *     {@code group billing}, {@code quota user=app}
 * @param field which part of it, for example {@code retention.ms} or {@code orders-3}; empty where
 *     the whole resource is meant
 * @param source what the source has; empty: nothing
 * @param target what the target has; empty: nothing
 * @param who which side moved since the link applied it
 * @param evidence what was seen, in a sentence; for positions the first record that would be
 *     skipped or read again
 * @param explanation the declared or benign cause that accounts for it; empty: it counts against
 *     the copy
 */
public record ResourceFinding(
    FindingCode code,
    String resource,
    String field,
    Optional<String> source,
    Optional<String> target,
    Moved who,
    String evidence,
    Optional<String> explanation) {

  /** By resource, field and code: the order of reports. */
  public static final Comparator<ResourceFinding> ORDER =
      Comparator.comparing(ResourceFinding::resource)
          .thenComparing(ResourceFinding::field)
          .thenComparing(ResourceFinding::code);

  /** Refuses codes that are about records. */
  public ResourceFinding {
    if (code.family() == FindingCode.Family.RECORDS) {
      throw new IllegalArgumentException(
          code + " of " + resource + ": codes of records belong to a Finding, not to a resource");
    }
  }

  /** The same, accounted for by a declared or benign cause. */
  public ResourceFinding explained(String cause) {
    return new ResourceFinding(
        code, resource, field, source, target, who, evidence, Optional.of(cause));
  }

  /** Whether a declared or benign cause accounts for it. */
  public boolean isExplained() {
    return explanation.isPresent();
  }
}
