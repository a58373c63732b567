package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.msrp.HeadWatch;
import io.tollgate.msrpclient.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who watches sees the head of each frame, once in and once out, and no content. */
class HeadTapTest {
  private final List<HeadWatch.Sighting> seen = new CopyOnWriteArrayList<>();

  private List<String> heads(boolean sent, String word) {
    return seen.stream()
        .filter(each -> each.sent() == sent)
        .map(each -> new String(each.octets(), StandardCharsets.UTF_8))
        .filter(head -> head.lines().findFirst().orElse("").contains(word))
        .toList();
  }

  @Test
  void theHeadsOfAMessageAndItsAnswersAreSeenUnderTheirCall() throws Exception {
    try (RelayLab lab = new RelayLab(seen::add).connected()) {
      lab.bob.awaitMessage(lab.alice.send(Outgoing.text("a secret")));
      // Whoever connects may say a SEND without content first.
      Await.until(
          () ->
              with("text/plain", heads(false, "SEND")) == 1
                  && with("text/plain", heads(true, "SEND")) == 1
                  && !heads(true, " 200").isEmpty()
                  && !heads(false, " 200").isEmpty(),
          "each of them");
      assertThat(seen).allMatch(each -> each.call().equals("test"));
      assertThat(seen)
          .allMatch(each -> !new String(each.octets(), StandardCharsets.UTF_8).contains("secret"));
      assertThat(seen).allMatch(each -> each.here() != null && each.there() != null);
    }
  }

  @Test
  void aMessageOfManyPiecesHasOneHead() throws Exception {
    try (RelayLab lab = new RelayLab(seen::add).connected()) {
      byte[] large = new byte[300_000];
      lab.bob.awaitMessage(lab.alice.send(Outgoing.binary(large)));
      assertThat(with("octet-stream", heads(false, "SEND"))).isEqualTo(1);
    }
  }

  private static long with(String type, List<String> heads) {
    return heads.stream().filter(head -> head.contains(type)).count();
  }
}
