package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.SchemasView;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaType;
import io.strait.replicator.sync.schema.CheckFinding;
import io.strait.replicator.sync.schema.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code strait schemas}. */
@Command(
    name = "schemas",
    description = {
      "Judges schemas before a rollout, and finds which ids records really carry.",
      "Writes nothing. 'strait plan --aspect schemas' shows what differs between the registries."
    },
    subcommands = {SchemasCommand.Ids.class, SchemasCommand.Check.class})
final class SchemasCommand extends CommandGroup {

  /** {@code strait schemas ids}. */
  @Command(
      name = "ids",
      description = {
        "Lists the schema ids that a link's records carry, in keys and in values.",
        "Magic byte 0 and an id of 4 bytes; ids in headers are only counted."
      })
  static final class Ids implements Callable<Integer> {
    @Mixin private SchemaDesk desk;

    @Override
    public Integer call() {
      SchemaCheck check = desk.check();
      ArrayNode topics = JsonNodeFactory.instance.arrayNode();
      desk.scans().forEach(scan -> topics.add(SchemasView.json(scan, check)));
      desk.out().print(desk.json() ? topics.toPrettyString() + "\n" : SchemasView.text(topics));
      desk.out().flush();
      return ExitCode.PASSED;
    }
  }

  /** {@code strait schemas check}. */
  @Command(
      name = "check",
      description = {
        "Says what would break on the target, and exits with 3 if anything would.",
        "Every Avro version that the target lacks is compared with all that it has in the subject,",
        "under its level there, or the source's where that is NONE; and every id that records",
        "carry must have its schema on the target. With --file only that schema is judged, as the",
        "next version of --subject on both sides."
      })
  static final class Check implements Callable<Integer> {
    private static final Pattern REFERENCE = Pattern.compile("([^=]+)=(.+)=([1-9]\\d{0,8})");

    @Mixin private SchemaDesk desk;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "A new schema: .avsc (Avro), .json (JSON Schema) or .proto (Protobuf).")
    private Path file;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "Where it is to go.")
    private String subject;

    @Option(
        names = "--reference",
        paramLabel = "NAME=SUBJECT=VERSION",
        description = "What the new schema refers to; repeatable.")
    private List<String> references = new ArrayList<>();

    @Override
    public Integer call() {
      if ((file == null) != (subject == null)) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG, "--file and --subject belong together; give both or none");
      }
      SchemaText planned = file == null ? null : text();
      SchemaCheck check = desk.check();
      List<CheckFinding> findings = new ArrayList<>();
      if (planned != null) {
        findings.addAll(check.planned(subject, planned));
      } else {
        findings.addAll(check.schemas());
        desk.scans().forEach(scan -> findings.addAll(check.ids(scan)));
      }
      show(findings);
      // An id that no registry has may be no id at all.
      boolean breaks =
          findings.stream().anyMatch(one -> one.code() != CheckFinding.Code.ID_UNKNOWN);
      return breaks ? ExitCode.FAILED : ExitCode.PASSED;
    }

    private void show(List<CheckFinding> findings) {
      ArrayNode json = SchemasView.json(findings);
      if (desk.json()) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("findings", json);
        desk.out().println(node.toPrettyString());
      } else {
        desk.out().print(SchemasView.findings(json));
      }
      desk.out().flush();
    }

    private SchemaText text() {
      String name = file.getFileName().toString();
      SchemaType type =
          name.endsWith(".proto")
              ? SchemaType.PROTOBUF
              : name.endsWith(".json") ? SchemaType.JSON : SchemaType.AVRO;
      try {
        return new SchemaText(
            type, Files.readString(file), references.stream().map(Check::reference).toList());
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG, "--file: '" + file + "' cannot be read (" + e + ")");
      }
    }

    private static SchemaReference reference(String text) {
      Matcher matcher = REFERENCE.matcher(text);
      if (!matcher.matches()) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG,
            "--reference is '" + text + "', but must be name=subject=version");
      }
      return new SchemaReference(
          matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }
  }
}
