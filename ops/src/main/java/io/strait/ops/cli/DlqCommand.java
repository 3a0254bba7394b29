package io.strait.ops.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.engine.LetterDesk;
import io.strait.replicator.engine.StoredLetter;
import io.strait.replicator.wire.PlainHeader;
import io.strait.replicator.wire.PlainRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code strait dlq}. */
@Command(
    name = "dlq",
    description = "Shows and settles what links could not copy and put aside.",
    subcommands = {
      DlqCommand.ListOpen.class,
      DlqCommand.Show.class,
      DlqSettleCommand.Replay.class,
      DlqSettleCommand.Discard.class
    })
final class DlqCommand extends CommandGroup {

  /** {@code strait dlq list}. */
  @Command(name = "list", description = "Lists the dead letters of a link that nobody has settled.")
  static final class ListOpen implements Callable<Integer> {
    @Mixin private DlqDesk desk;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      List<StoredLetter> open = desk.at(LetterDesk::open);
      PrintWriter out = desk.out();
      if (json) {
        out.println(json(open));
      } else if (open.isEmpty()) {
        out.println("No dead letters.");
      } else {
        open.forEach(letter -> out.println(line(letter)));
      }
      return ExitCode.PASSED;
    }

    private static String line(StoredLetter letter) {
      String what =
          letter.batch()
              ? "batch " + letter.first() + ".." + letter.last()
              : "record " + letter.first();
      return String.format(
          "%s  %s  %s  %d bytes  put aside %s%n    %s",
          letter.id(), letter.source(), what, letter.bytes(), letter.at(), letter.reason());
    }

    private static String json(List<StoredLetter> open) {
      ArrayNode all = new JsonMapper().createArrayNode();
      for (StoredLetter letter : open) {
        ObjectNode node = all.addObject();
        node.put("id", letter.id());
        node.put("at", letter.at().toString());
        node.put("source_topic", letter.source().topic());
        node.put("source_partition", letter.source().partition());
        node.put("first_offset", letter.first());
        node.put("last_offset", letter.last());
        node.put("target_topic", letter.target().topic());
        node.put("target_partition", letter.target().partition());
        node.put("timestamp", letter.timestamp());
        node.put("encoding", letter.batch() ? "batch" : "record");
        node.put("reason", letter.reason());
        node.put("bytes", letter.bytes());
      }
      return all.toPrettyString();
    }
  }

  /** {@code strait dlq show}. */
  @Command(name = "show", description = "Shows one dead letter's content.")
  static final class Show implements Callable<Integer> {
    private static final int MOST_SHOWN = 2_000;

    @Mixin private DlqDesk desk;

    @Parameters(index = "1", paramLabel = "ID", description = "The letter, as 'list' names it.")
    private String id;

    @Option(
        names = "--value",
        paramLabel = "FILE",
        description = "Write the value's bytes to this file; of a batch, its bytes.")
    private Path file;

    @Override
    public Integer call() throws IOException {
      OutputOption.check("--value", file);
      PlainRecord content = desk.at(letters -> letters.content(id));
      PrintWriter out = desk.out();
      out.println("timestamp  " + content.timestamp());
      for (PlainHeader header : content.headers()) {
        out.println("header     " + header.name() + ": " + text(header.value()));
      }
      out.println("key        " + text(content.key()));
      out.println("value      " + text(content.value()));
      if (file != null) {
        Files.write(file, content.value().orElse(new byte[0]));
      }
      return ExitCode.PASSED;
    }

    /** As text where it is, else in hex. */
    private static String text(Optional<byte[]> part) {
      if (part.isEmpty()) {
        return "null";
      }
      String text = new String(part.get(), StandardCharsets.UTF_8);
      boolean plain = text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\ufffd');
      String shown = plain ? text : "0x" + HexFormat.of().formatHex(part.get());
      return shown.length() <= MOST_SHOWN
          ? shown
          : shown.substring(0, MOST_SHOWN) + "... (" + part.get().length + " bytes)";
    }
  }
}
