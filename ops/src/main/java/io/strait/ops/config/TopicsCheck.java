package io.strait.ops.config;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.sync.topic.TopicDiff;
import io.strait.replicator.sync.topic.TopicPolicy;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.RefusedTopic;
import io.strait.replicator.topology.ResolvedTopics;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Compares each source topic with its mirror, where there is one, as the link itself will. */
final class TopicsCheck {
  private final StraitConfig config;
  private final Problems problems;

  TopicsCheck(StraitConfig config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  /** Says nothing about topics that cannot be seen: their credential's check has said why. */
  void run(int index, Link link) {
    String path = "links[" + index + "].topics";
    try (Cluster source = new Cluster(config.cluster(link.source()).copying());
        Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      ResolvedTopics topics = SourceTopics.of(link, source);
      topics.refused().forEach(refused -> report(path, link, refused));
      Map<String, TopicFacts> sources = seen(path, link, source, topics.sources());
      Map<String, TopicFacts> mirrors = seen(path, link, target, topics.targets());
      for (TopicMapping mapping : topics.topics()) {
        Optional<TopicFacts> facts = Optional.ofNullable(sources.get(mapping.source()));
        Optional<TopicFacts> mirror = Optional.ofNullable(mirrors.get(mapping.target()));
        if (facts.isPresent() && mirror.isPresent()) {
          report(path, link, facts.get(), mirror.get(), mapping);
        }
      }
    } catch (ClusterException e) {
      problems.hint(
          path,
          "of link '" + link.name() + "' could not be compared (" + e.getMessage() + ")",
          "Run this again once both clusters answer");
    }
  }

  /** Of a topic that is named, the credential's check has said what is missing already. */
  private Map<String, TopicFacts> seen(
      String path, Link link, Cluster cluster, List<String> topics) {
    TopicObserver.Observed observed = new TopicObserver(cluster).survey(topics, Map.of());
    if (link.selection().isOpen() && !observed.hidden().isEmpty()) {
      problems.error(
          path,
          0,
          "of link '"
              + link.name()
              + "': no permission to DESCRIBE and DESCRIBE_CONFIGS on topics "
              + new TreeSet<>(observed.hidden().keySet())
              + " of '"
              + cluster.alias()
              + "'",
          "Grant it to the principal of this credential, or exclude them");
    }
    return observed.facts();
  }

  /** The link leaves such a topic alone and goes on with the others. */
  private void report(String path, Link link, RefusedTopic refused) {
    problems.hint(
        path,
        "of link '" + link.name() + "': " + refused,
        "The link mirrors its other topics meanwhile");
  }

  private void report(
      String path, Link link, TopicFacts source, TopicFacts mirror, TopicMapping mapping) {
    List<TopicChange> changes =
        TopicDiff.between(
            mapping,
            Optional.of(source),
            Optional.of(mirror),
            TopicPolicy.defaults(),
            Optional.empty());
    for (TopicChange change : changes) {
      if (change instanceof TopicChange.Refuse refused) {
        problems.error(
            path,
            0,
            "of link '" + link.name() + "': topic '" + refused.topic() + "' " + refused.reason(),
            "Re-create the mirror topic, or take it out of the link");
      } else if (change instanceof TopicChange.Grow) {
        problems.hint(
            path,
            "of link '"
                + link.name()
                + "': topic '"
                + mirror.name()
                + "' has "
                + mirror.partitions()
                + " partitions on '"
                + link.target()
                + "' and "
                + source.partitions()
                + " on '"
                + link.source()
                + "'",
            "The link adds the missing ones by itself");
      }
    }
  }
}
