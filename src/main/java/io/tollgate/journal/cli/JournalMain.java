package io.tollgate.journal.cli;

import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordQueries;
import io.tollgate.journal.store.sqlite.SqliteQueries;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code deploy/journal}: reads its words and runs the command they name. */
public final class JournalMain {

  private static final int DEFAULT_LIMIT = 50;

  private final PrintStream out;
  private final PrintStream err;

  JournalMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Words: the journal file, the command, its arguments. */
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new JournalMain(out, System.err).run(List.of(words)));
  }

  /** The words without the file: a command and its arguments. */
  public static int run(String file, List<String> words, PrintStream out, PrintStream err) {
    List<String> all = new ArrayList<>();
    all.add(file);
    all.addAll(words);
    return new JournalMain(out, err).run(all);
  }

  /** The words are a command and its arguments, for a journal that is in no file. */
  public static int run(
      RecordQueries journal, List<String> words, PrintStream out, PrintStream err) {
    return new JournalMain(out, err).run(new JournalTool(() -> journal, out), words);
  }

  int run(List<String> words) {
    if (words.size() < 2) {
      err.println("expected: FILE COMMAND; deploy/journal --help lists the commands");
      return 2;
    }
    Path file = Path.of(words.get(0));
    return run(
        new JournalTool(() -> SqliteQueries.open(file), out), words.subList(1, words.size()));
  }

  private int run(JournalTool tool, List<String> words) {
    try {
      return run(tool, words.get(0), words.subList(1, words.size()));
    } catch (JournalException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private int run(JournalTool tool, String command, List<String> arguments)
      throws JournalException {
    switch (command) {
      case "status" -> tool.status();
      case "list" -> tool.list(View.of(first(arguments, "pending")), limit(arguments));
      case "show" -> {
        return show(tool, first(arguments, ""));
      }
      case "requeue" -> out.println(tool.requeue(arguments) + " re-queued");
      case "export" -> tool.export(View.of(first(arguments, "pending")));
      default ->
          throw new IllegalArgumentException(
              command + " (expected: one of status, list, show, requeue, export)");
    }
    return 0;
  }

  private int show(JournalTool tool, String id) throws JournalException {
    if (!tool.show(id)) {
      err.println(id + ": no such record or session");
      return 1;
    }
    return 0;
  }

  private static String first(List<String> arguments, String otherwise) {
    return arguments.isEmpty() ? otherwise : arguments.get(0);
  }

  private static int limit(List<String> arguments) {
    return arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : DEFAULT_LIMIT;
  }
}
