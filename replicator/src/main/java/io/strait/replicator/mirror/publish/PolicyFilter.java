package io.strait.replicator.mirror.publish;

import io.strait.replicator.topology.TopicFilter;
import java.util.Optional;

/**
 * Narrows a link's patterns as MirrorMaker 2 would do it: by a filter of somebody's own, and
 * without what a replication policy says has come from the target or is internal.
 *
 * @param patterns what the link takes otherwise
 * @param own the filter, if there is one
 * @param naming the policy, if it names the link's topics
 */
public record PolicyFilter(
    TopicFilter patterns, Optional<ClassTopicFilter> own, Optional<PolicyNaming> naming)
    implements TopicFilter {
  @Override
  public boolean admits(String topic) {
    return patterns.admits(topic)
        && own.map(filter -> filter.admits(topic)).orElse(true)
        && naming.map(policy -> !policy.isLeftOut(topic)).orElse(true);
  }

  @Override
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  @Override
  public String text() {
    return patterns.text() + own.map(filter -> " and " + filter.text()).orElse("");
  }
}
