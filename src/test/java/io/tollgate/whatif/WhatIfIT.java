package io.tollgate.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.Estimates;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.csv.Csv;
import io.tollgate.harness.Await;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.settings.Settings;
import io.tollgate.sip.controlling.ChargedStage;
import io.tollgate.wire.Capture;
import io.tollgate.wire.WatchedPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A capture is charged as the server charged what was captured. */
class WhatIfIT {

  @Test
  void callsConferencesAndMessagesMakeTheRecordsThatTheCdfGot() throws Exception {
    Map<String, String> settings =
        Map.of("sip.forced-profile", "im", "charging.mode", "offline", "charging.coalesce", "0s");
    try (ChargedStage stage = new ChargedStage("offline", "im", Map.of());
        PhoneBank bank = new PhoneBank(stage.port());
        Capture capture = Capture.start(WatchedPorts.none().sip(stage.port()))) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.call(bob.uri());
      assertThat(call.status()).isEqualTo(200);
      call.bye();
      Phone carol = bank.phone("carol").manner(Phone.Manner.BUSY);
      assertThat(alice.call(carol.uri()).status()).isEqualTo(486);
      assertThat(alice.request(bob.uri(), "MESSAGE", "", "text/plain", "hello").status())
          .isEqualTo(200);
      Call conference = alice.convene(stage.factory(), bob);
      assertThat(conference.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      conference.bye();
      Path books = stage.labBooks();
      Await.until(() -> stops(books) == 2, "the STOPs of both sessions");

      capture.stop();
      String server = "127.0.0.1:" + stage.port();
      WhatIf found =
          WhatIf.of(capture.file(), server, Estimates.of(Settings.of(withPeer(settings))));
      assertThat(found.notFollowed()).isEmpty();
      assertThat(found.records().stream().map(WhatIfIT::line).sorted())
          .containsExactlyElementsOf(live(books).stream().sorted().toList());
      assertThat(found.sessions()).hasSize(4);
      assertThat(found.requests()).isEmpty();

      WhatIf online =
          WhatIf.of(
              capture.file(),
              server,
              Estimates.of(Settings.of(with(withPeer(settings), "charging.mode", "online"))));
      assertThat(online.records()).isEmpty();
      assertThat(online.requests())
          .extracting(request -> request.type().name())
          .contains("INITIAL", "TERMINATION", "EVENT");
    }
  }

  private static Map<String, String> withPeer(Map<String, String> settings) {
    return with(
        with(
            settings,
            "diameter.peers",
            "cdf.example.com@192.0.2.1;rf, ocs.example.com@192.0.2.2;ro"),
        "diameter.realm",
        "example.com");
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return more;
  }

  private static String line(AccountingRecord record) {
    MessageCounters counted = record.service().messages();
    return record.type()
        + " "
        + record.number()
        + " "
        + record.service().roster().count()
        + " "
        + (counted == null ? "" : counted.sent());
  }

  private static long stops(Path books) {
    return live(books).stream().filter(line -> line.startsWith("STOP")).count();
  }

  /** What the CDF wrote down. */
  private static List<String> live(Path books) {
    try {
      List<String> lines = Files.exists(books) ? Files.readAllLines(books) : List.of();
      List<String> found = new ArrayList<>();
      List<String> names = lines.isEmpty() ? List.of() : Csv.split(lines.get(0));
      for (String each : lines.subList(Math.min(1, lines.size()), lines.size())) {
        List<String> values = Csv.split(each);
        found.add(
            values.get(names.indexOf("type"))
                + " "
                + values.get(names.indexOf("number"))
                + " "
                + values.get(names.indexOf("participants"))
                + " "
                + values.get(names.indexOf("sent")));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
