package io.strait.ops.mirrormaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.strait.replicator.mirror.mm2.Credential;
import io.strait.replicator.mirror.mm2.MirrorCluster;
import io.strait.replicator.mirror.mm2.MirrorMakerPlan;
import io.strait.replicator.mirror.mm2.MirrorMakerReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes the {@code strait.yaml} that does what an {@code mm2.properties} says. */
public final class StraitYaml {
  private static final String BOOTSTRAP = "bootstrap.servers";

  private final Path file;

  /**
   * Writes nothing yet.
   *
   * @param file where the plan was read: secrets that are in it stay there, and are referred to
   */
  public StraitYaml(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /** The text; the plan must have no problems. */
  public String text(MirrorMakerPlan plan) {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    try {
      return "# From " + file + "\n" + mapper.writeValueAsString(tree(plan));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory can be written", e);
    }
  }

  private ObjectNode tree(MirrorMakerPlan plan) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", 1);
    ObjectNode clusters = root.putObject("clusters");
    plan.clusters().forEach(cluster -> cluster(clusters, cluster));
    ArrayNode links = root.putArray("links");
    plan.pairs().forEach(pair -> MirrorLinkYaml.of(links.addObject(), pair));
    return root;
  }

  private void cluster(ObjectNode clusters, MirrorCluster cluster) {
    ObjectNode node = clusters.putObject(MirrorMakerReader.strait(cluster.alias()));
    Map<String, Credential.Property> copying = new TreeMap<>(cluster.copying().properties());
    node.put("bootstrap", value(copying.remove(BOOTSTRAP)));
    if (!copying.isEmpty()) {
      ObjectNode properties = node.putObject("properties");
      copying.forEach((name, property) -> properties.put(name, value(property)));
    }
    cluster
        .metadata()
        .ifPresent(
            metadata -> {
              ObjectNode overlay = node.putObject("metadata");
              new TreeMap<>(metadata.properties())
                  .forEach(
                      (name, property) -> {
                        Credential.Property same = copying.get(name);
                        if (!name.equals(BOOTSTRAP)
                            && (same == null || !same.value().equals(property.value()))) {
                          overlay.put(name, value(property));
                        }
                      });
            });
  }

  private String value(Credential.Property property) {
    return property.isPlainSecret()
        ? "${file:" + file + ":" + property.from() + "}"
        : property.value();
  }
}
