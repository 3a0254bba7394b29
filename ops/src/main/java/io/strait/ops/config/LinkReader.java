package io.strait.ops.config;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code links}. */
final class LinkReader {
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private final Set<ClusterAlias> clusters;
  private final Secrets secrets;
  private final Problems problems;
  private final Map<String, String> owners = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<LinkName, LinkSettings> settings = new HashMap<>();

  LinkReader(Set<ClusterAlias> clusters, Secrets secrets, Problems problems) {
    this.clusters = clusters;
    this.secrets = secrets;
    this.problems = problems;
  }

  List<Link> read(Section root) {
    List<Link> links = new ArrayList<>();
    for (Section section : root.sections("links")) {
      link(section).ifPresent(links::add);
      section.done();
    }
    return links;
  }

  private Optional<Link> link(Section section) {
    Optional<LinkName> name = section.required("name").flatMap(this::name);
    Optional<ClusterAlias> source = section.required("source").flatMap(this::cluster);
    Optional<ClusterAlias> target = section.required("target").flatMap(this::cluster);
    List<TopicMapping> topics = topics(section, target);
    LinkSettings read =
        new LinkSettingsReader(secrets, problems)
            .read(section, topics.stream().map(TopicMapping::source).collect(Collectors.toSet()));
    name.ifPresent(found -> settings.put(found, read));
    if (source.isPresent() && source.equals(target)) {
      problems.error(
          section.path() + ".target",
          section.line(),
          "is '" + target.get() + "', the same as the source",
          "Name two different clusters");
      return Optional.empty();
    }
    if (name.isEmpty() || source.isEmpty() || target.isEmpty() || topics.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Link(name.get(), source.get(), target.get(), topics));
  }

  /** All names that the file gives, those of refused links included. */
  Set<String> names() {
    return names;
  }

  /** How each link copies, by name; complete after {@link #read}. */
  Map<LinkName, LinkSettings> settings() {
    return settings;
  }

  private Optional<LinkName> name(Text text) {
    names.add(text.value());
    try {
      LinkName name = new LinkName(text.value());
      claim("link name " + name, text, "is '" + name + "', a name that another link has already");
      return Optional.of(name);
    } catch (IllegalArgumentException e) {
      problems.error(text.path(), text.line(), e.getMessage(), "Rename the link");
      return Optional.empty();
    }
  }

  private Optional<ClusterAlias> cluster(Text text) {
    Optional<ClusterAlias> known =
        clusters.stream().filter(alias -> alias.value().equals(text.value())).findFirst();
    if (known.isEmpty()) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is not one of the clusters",
          Nearest.advice(
              text.value(),
              clusters.stream().map(ClusterAlias::value).collect(Collectors.toSet())));
    }
    return known;
  }

  private List<TopicMapping> topics(Section section, Optional<ClusterAlias> target) {
    Set<TopicMapping> topics = new LinkedHashSet<>();
    List<Text> given = section.texts("topics");
    if (section.isEmptyList("topics")) {
      problems.error(
          section.path() + ".topics",
          section.line(),
          "names no topic",
          "Add 'topics: [name, ...]'");
    }
    for (Text text : given) {
      if (isLegalTopic(text)) {
        topics.add(TopicMapping.same(text.value()));
        target.ifPresent(
            alias ->
                claim(
                    alias + "/" + text.value(),
                    text,
                    "is '" + text.value() + "', which is mirrored onto '" + alias + "' already"));
      }
    }
    return List.copyOf(topics);
  }

  private boolean isLegalTopic(Text text) {
    if (!TOPIC.matcher(text.value()).matches()) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no topic name (1 to 249 of a-z A-Z 0-9 . _ -)",
          "List topics by their full names; patterns are not supported");
      return false;
    }
    if (text.value().startsWith("__") || text.value().startsWith("strait.")) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', an internal topic",
          "Remove it: internal topics are never mirrored");
      return false;
    }
    return true;
  }

  /** One mirror topic has one writer, one name one link. */
  private void claim(String what, Text text, String complaint) {
    String owner = owners.putIfAbsent(what, text.path());
    if (owner != null) {
      problems.error(
          text.path(),
          text.line(),
          complaint + " (" + owner + ")",
          "Change or remove one of the two");
    }
  }
}
