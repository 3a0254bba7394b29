package io.strait.ops.config;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Identities;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads {@code strait.yaml}. Connects to nothing. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Reads and checks a file.
   *
   * @param environment where <code>${env:NAME}</code> looks
   * @throws ConfigException with all problems, if at least one is an error
   */
  public static StraitConfig load(Path file, Map<String, String> environment) {
    Path folder = file.toAbsolutePath().getParent();
    return parse(file.toString(), text(file), folder, environment);
  }

  /**
   * Checks a text.
   *
   * @param folder where a relative <code>${file:path}</code> starts
   * @throws ConfigException with all problems, if at least one is an error
   */
  public static StraitConfig parse(String text, Path folder, Map<String, String> environment) {
    return parse("strait.yaml", text, folder, environment);
  }

  private static StraitConfig parse(
      String name, String text, Path folder, Map<String, String> environment) {
    Problems problems = new Problems();
    Node tree = YamlTree.parse(name, text, problems);
    if (!(tree instanceof Node.Mapping mapping)) {
      problems.error(
          name,
          tree.line(),
          "holds " + tree.kind() + " instead of keys",
          "Start with 'version: 1', 'clusters:' and 'links:'");
      throw new ConfigException(problems.all());
    }
    if (problems.hasErrors() && mapping.fields().isEmpty()) {
      throw new ConfigException(problems.all());
    }
    StraitConfig config = read(new Section("", mapping, problems), folder, environment, problems);
    if (problems.hasErrors()) {
      throw new ConfigException(problems.all());
    }
    return config;
  }

  private static StraitConfig read(
      Section root, Path folder, Map<String, String> environment, Problems problems) {
    root.required("version")
        .filter(version -> !version.value().equals("1"))
        .ifPresent(
            version ->
                problems.error(
                    version.path(),
                    version.line(),
                    "is '" + version.value() + "', but this Strait reads version 1",
                    "Write 'version: 1'"));
    Secrets secrets = new Secrets(environment, folder, problems);
    ClientProperties properties = new ClientProperties(secrets, problems);
    Map<ClusterAlias, ClusterConfig> clusters =
        new ClusterReader(properties, secrets, problems).read(root);
    LinkReader linkReader = new LinkReader(clusters.keySet(), secrets, problems);
    List<Link> links = linkReader.read(root);
    List<Wave> waves = new WaveReader(clusters, links, linkReader, problems).read(root);
    Identities identities = new IdentityReader(clusters, problems).read(root, !waves.isEmpty());
    ServeConfig serve = new ServeReader(secrets, problems).read(root);
    ObjectiveSettings objectives = new ObjectivesReader(links, problems).read(root);
    AuditSettings audit = new AuditReader(links, secrets, problems).read(root);
    AgentConfig agent = new AgentReader(secrets, problems).read(root);
    root.done();
    return new StraitConfig(
        clusters,
        links,
        linkReader.settings(),
        waves,
        identities,
        serve,
        objectives,
        audit,
        agent,
        problems.hasErrors() ? List.of() : problems.all());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      Problems problems = new Problems();
      problems.error(file.toString(), 0, "is not UTF-8 text", "Save it as UTF-8");
      throw new ConfigException(problems.all());
    } catch (IOException e) {
      Problems problems = new Problems();
      problems.error(
          file.toString(),
          0,
          Files.exists(file) ? "cannot be read (" + e.getMessage() + ")" : "does not exist",
          "Name the configuration with --config FILE; 'strait sandbox up' writes one to start from");
      throw new ConfigException(problems.all());
    }
  }
}
