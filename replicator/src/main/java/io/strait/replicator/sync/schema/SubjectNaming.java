package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SubjectName;
import io.strait.replicator.topology.TopicSelection;
import java.util.List;

/**
 * What subjects are called on the target. {@code <topic>-key} and {@code <topic>-value} follow a
 * topic that the link renames; other names stay. Pure.
 *
 * @param topics the link's
 * @param context on the target; empty to keep the source's. Subjects of the source's default
 *     context go into it, those of context {@code .b} into {@code <context>.b}
 */
public record SubjectNaming(TopicSelection topics, String context) {
  private static final List<String> SUFFIXES = List.of("-key", "-value");

  /** The name on the target of a subject of the source. */
  public String target(String subject) {
    SubjectName name = SubjectName.of(subject);
    return new SubjectName(context(name.context()), renamed(name.name())).qualified();
  }

  /** The context on the target of one of the source. */
  public String context(String source) {
    if (context.isEmpty()) {
      return source;
    }
    return source.equals(SubjectName.DEFAULT) ? context : context + source;
  }

  private String renamed(String name) {
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix)) {
        String topic = name.substring(0, name.length() - suffix.length());
        return topics.covers(topic) ? topics.naming().target(topic) + suffix : name;
      }
    }
    return name;
  }
}
