package io.strait.ops.config;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.topology.ClusterAlias;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code clusters}. */
final class ClusterReader {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]+):(\\d{1,5})");

  private final ClientProperties properties;
  private final RegistryReader registries;
  private final Problems problems;

  ClusterReader(ClientProperties properties, Secrets secrets, Problems problems) {
    this.properties = properties;
    this.registries = new RegistryReader(secrets, problems);
    this.problems = problems;
  }

  Map<ClusterAlias, ClusterConfig> read(Section root) {
    Map<ClusterAlias, ClusterConfig> clusters = new LinkedHashMap<>();
    Map<String, Section> named = root.named("clusters");
    if (named.isEmpty()) {
      problems.error(
          "clusters",
          root.line(),
          "names no cluster",
          "Add one entry per cluster: 'clusters: {east: {bootstrap: host:9092}}'");
    }
    named.forEach(
        (name, section) ->
            alias(name, section)
                .ifPresent(
                    alias -> cluster(alias, section).ifPresent(c -> clusters.put(alias, c))));
    return clusters;
  }

  private Optional<ClusterAlias> alias(String name, Section section) {
    try {
      return Optional.of(new ClusterAlias(name));
    } catch (IllegalArgumentException e) {
      problems.error(section.path(), section.line(), e.getMessage(), "Rename the cluster");
      return Optional.empty();
    }
  }

  private Optional<ClusterConfig> cluster(ClusterAlias alias, Section section) {
    Optional<Text> bootstrap = section.required("bootstrap");
    bootstrap.ifPresent(this::checkAddresses);
    Optional<Section> base = section.section("properties");
    Map<String, String> copying = base.map(properties::read).orElseGet(Map::of);
    base.ifPresent(found -> properties.checkSasl(found, copying));
    Optional<Map<String, String>> cutover =
        section.section("cutover").map(overlay -> merged(copying, overlay));
    Optional<Map<String, String>> metadata =
        section.section("metadata").map(overlay -> merged(copying, overlay));
    Optional<RegistrySpec> registry =
        section.section("registry").flatMap(found -> registries.read(alias, found));
    section.done();
    return bootstrap
        .map(text -> new ClusterSpec(alias, text.value(), copying))
        .map(
            spec ->
                new ClusterConfig(
                    spec, cutover.map(spec::with), metadata.map(spec::with), registry));
  }

  private Map<String, String> merged(Map<String, String> copying, Section overlay) {
    Map<String, String> merged = new TreeMap<>(copying);
    merged.putAll(properties.read(overlay));
    properties.checkSasl(overlay, merged);
    return merged;
  }

  private void checkAddresses(Text bootstrap) {
    for (String address : bootstrap.value().split(",", -1)) {
      Matcher matcher = ADDRESS.matcher(address.strip());
      if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
        problems.error(
            bootstrap.path(),
            bootstrap.line(),
            "holds '" + address + "', which is not host:port with a port from 1 to 65535",
            "Write host:port, several separated by commas");
      }
    }
  }
}
