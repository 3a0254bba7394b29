package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.offsets.OffsetSearch;
import io.strait.ops.offsets.OffsetsUnknown;
import io.strait.ops.offsets.Question;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.OffsetsView;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.Link;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait offsets}. */
@Command(
    name = "offsets",
    description = "Translates offsets between the two sides of a link.",
    subcommands = OffsetsCommand.Where.class)
final class OffsetsCommand extends CommandGroup {

  /** {@code strait offsets where}. */
  @Command(
      name = "where",
      description = {
        "Says where an offset of the source is on the target, or the other way round.",
        "For any offset in history and for positions as groups commit them (the next record to read),",
        "log ends and offsets without data included. Reads both clusters; needs no daemon.",
        "The position is 'exact', or 'not copied yet' (and then where the target ends now), or",
        "'skips' (the other log begins behind it), or 'outside' (behind the end of its own log).",
        "Exits with 0 if every answer is exact, with 4 if one is not."
      })
  static final class Where implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;

    @Parameters(
        arity = "1..*",
        paramLabel = "TOPIC/PARTITION@PLACE",
        description =
            "PLACE is an offset, a time like 2001-01-05T10:00:00Z (the first record with that"
                + " timestamp or a later one), earliest or latest.")
    private List<String> places;

    @Option(names = "--link", required = true, paramLabel = "LINK", description = "Over this link.")
    private String linkName;

    @Option(
        names = "--back",
        description = "The places are on the target; say where they are on the source.")
    private boolean back;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      Link link = Links.named(config, linkName);
      List<Question> questions = questions();
      ArrayNode answers = JsonNodeFactory.instance.arrayNode();
      boolean exact = true;
      try (Cluster source = new Cluster(config.cluster(link.source()).copying());
          Cluster target = new Cluster(config.cluster(link.target()).copying());
          OffsetSearch search = new OffsetSearch(link, source, target, back)) {
        for (Question question : questions) {
          var found = search.where(question);
          exact &= found.image().isExact();
          answers.add(OffsetsView.json(link, back, found));
        }
      } catch (OffsetsUnknown e) {
        throw new CommandFailure(ExitCode.INCONCLUSIVE, e.getMessage());
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(answers.toPrettyString());
      } else {
        answers.forEach(answer -> out.print(OffsetsView.text(answer)));
      }
      out.flush();
      return exact ? ExitCode.PASSED : ExitCode.INCONCLUSIVE;
    }

    private List<Question> questions() {
      try {
        return places.stream().map(Question::parse).toList();
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
      }
    }
  }
}
