package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server without any charging function, whose bills are files. */
class CdrFilesIT {
  @TempDir private Path folder;

  @Test
  void aCallAndAMessageAreRecordsInFiles() throws Exception {
    Path out = folder.resolve("out");
    try (TollgateServer server =
            TollgateServer.start(
                Map.of(
                    "storage.directory", folder.toString(),
                    "charging.mode", "offline",
                    "cdr.directory", "out",
                    "cdr.max-records", "1"));
        PhoneBank bank = new PhoneBank(server.sipPort())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.call(bob.uri());
      assertThat(call.status()).isEqualTo(200);
      call.bye();
      assertThat(alice.request(bob.uri(), "MESSAGE", "", "text/plain", "hello").status())
          .isEqualTo(200);
      Await.until(() -> lines(out).size() == 2, "a record of each");
      assertThat(lines(out))
          .anyMatch(line -> line.contains(",session,") && line.contains(alice.uri()))
          .anyMatch(line -> line.contains(",page-message,") && line.contains(bob.uri()))
          .allMatch(line -> line.endsWith(",yes"));
    }
  }

  private static List<String> lines(Path out) {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".csv")).toList()) {
        List<String> all = Files.readAllLines(file);
        lines.addAll(all.subList(1, all.size()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
