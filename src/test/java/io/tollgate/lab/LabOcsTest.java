package io.tollgate.lab;

import static io.tollgate.lab.Octets.group;
import static io.tollgate.lab.Octets.u32;
import static io.tollgate.lab.Octets.u64;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.ocs.CreditSession;
import io.tollgate.lab.ocs.Money;
import io.tollgate.lab.ocs.Units;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabOcsTest {

  private static final int INITIAL = 1;
  private static final int UPDATE = 2;
  private static final int TERMINATION = 3;
  private static final int EVENT = 4;
  private static final int MSCC = 456;

  @TempDir Path folder;

  @Test
  void aSessionIsGrantedReportsAndIsCharged() throws IOException {
    LabConfig config = LabConfig.ephemeral().with("ocs.rg.100.threshold.messages", "2");
    try (Lab lab = Lab.start(config);
        PlainClient client = PlainClient.connect("a.client.example", lab.ocsNode().port())) {
      PlainAnswer initial = client.credit("c;1", INITIAL, 0, wants(100));
      assertThat(initial.resultCode()).isEqualTo(2001);
      assertThat(initial.number(MSCC, 432)).isEqualTo(100);
      assertThat(initial.number(MSCC, 431, 417)).isEqualTo(10);
      assertThat(initial.number(MSCC, 1226)).isEqualTo(2);
      assertThat(initial.all(MSCC, 1264, 870)).hasSize(2);

      client.credit("c;1", UPDATE, 1, usedAndWants(100, 4));
      PlainAnswer end = client.credit("c;1", TERMINATION, 2, used(100, 3));

      assertThat(end.number(423, 445, 447)).isEqualTo(Money.parse("0.7"));
      CreditSession session = lab.ocs().engine().session("c;1").orElseThrow();
      assertThat(session.used()).containsEntry("100", new Units(7, 0, 0));
      assertThat(session.account().balance()).isEqualTo(Money.parse("999.3"));
      assertThat(session.account().reserved()).isZero();
    }
  }

  /** Eight, as 64 bits, looks like an AVP of eight octets. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 8, 9, 1L << 32})
  void unitsAreNeverTakenForAGroup(long messages) throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.ocsNode().port())) {
      client.credit("c;1", INITIAL, 0, wants(100));
      client.credit("c;1", TERMINATION, 1, used(100, messages));

      CreditSession session = lab.ocs().engine().session("c;1").orElseThrow();
      assertThat(session.used()).containsEntry("100", new Units(messages, 0, 0));
    }
  }

  @Test
  void theServerAsksToReauthoriseAndToAbort() throws Exception {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.ocsNode().port())) {
      client.credit("c;1", INITIAL, 0, wants(100));

      CompletableFuture<Long> reauthorised = lab.ocs().reauthorise("c;1", OptionalLong.of(100));
      PlainAnswer rar = client.read();
      assertThat(rar.command()).isEqualTo(258);
      assertThat(rar.text(263)).isEqualTo("c;1");
      assertThat(rar.number(258)).isEqualTo(4);
      assertThat(rar.number(285)).isZero();
      assertThat(rar.number(432)).isEqualTo(100);
      client.answer(rar, 4, "c;1", 2002);
      assertThat(reauthorised).succeedsWithin(java.time.Duration.ofSeconds(10)).isEqualTo(2002L);

      CompletableFuture<Long> aborted = lab.ocs().abort("c;1");
      PlainAnswer asr = client.read();
      assertThat(asr.command()).isEqualTo(274);
      client.answer(asr, 4, "c;1", 2001);
      assertThat(aborted).succeedsWithin(java.time.Duration.ofSeconds(10)).isEqualTo(2001L);
    }
  }

  @Test
  void aRestartKeepsBalancesReservationsAndAnswersARepeatAlike() throws IOException {
    LabConfig config =
        LabConfig.ephemeral().with("directory", folder.toString()).with("ocs.balance", "2");
    try (Lab lab = Lab.start(config);
        PlainClient client = PlainClient.connect("a.client.example", lab.ocsNode().port())) {
      client.credit("c;1", INITIAL, 0, wants(100));
      client.credit("c;1", UPDATE, 1, usedAndWants(100, 10));
    }
    try (Lab lab = Lab.start(config);
        PlainClient client = PlainClient.connect("a.client.example", lab.ocsNode().port())) {
      PlainAnswer repeat = client.credit("c;1", UPDATE, 1, usedAndWants(100, 10));

      assertThat(repeat.number(MSCC, 431, 417)).isEqualTo(10);
      CreditSession session = lab.ocs().engine().session("c;1").orElseThrow();
      assertThat(session.duplicates()).isEqualTo(1);
      assertThat(session.account().balance()).isEqualTo(Money.parse("1"));
      assertThat(session.account().reserved()).isEqualTo(Money.parse("1"));
    }
  }

  @Test
  void anEventIsDebitedAndRefunded() throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.ocsNode().port())) {
      PlainAnswer debit = client.credit("e;1", EVENT, 0, u32(436, 0), wants(100));
      assertThat(debit.number(MSCC, 431, 417)).isEqualTo(1);
      assertThat(lab.ocs().engine().account("sip:alice@example.com").balance())
          .isEqualTo(Money.parse("999.9"));

      byte[] refund = Octets.tgppText(2022, debit.text(MSCC, 2022));
      client.credit("e;2", EVENT, 0, u32(436, 1), refund);

      assertThat(lab.ocs().engine().account("sip:alice@example.com").balance())
          .isEqualTo(Money.parse("1000"));
    }
  }

  @Test
  void theControlPortScriptsFaultsAndShowsMoney() throws Exception {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.ocsNode().port())) {
      post(lab, "/fault?do=ro+INITIAL+code:5031");
      assertThat(client.credit("c;1", INITIAL, 0, wants(100)).resultCode()).isEqualTo(5031);
      assertThat(client.credit("c;2", INITIAL, 0, wants(100)).resultCode()).isEqualTo(2001);

      post(lab, "/top-up?account=sip:alice@example.com&amount=5");
      assertThat(get(lab, "/accounts")).contains("sip:alice@example.com,1005,1");
      assertThat(get(lab, "/peers")).contains("ocs [a.client.example]");
      assertThat(post(lab, "/fault?do=nonsense").statusCode()).isEqualTo(400);
    }
  }

  private static HttpResponse<String> post(Lab lab, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri(lab, path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String get(Lab lab, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(lab, path)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static URI uri(Lab lab, String path) {
    return URI.create("http://127.0.0.1:" + lab.controlPort() + path);
  }

  private static byte[] wants(int ratingGroup) {
    return group(MSCC, group(437), u32(432, ratingGroup));
  }

  private static byte[] usedAndWants(int ratingGroup, long messages) {
    return group(MSCC, group(437), group(446, u64(417, messages)), u32(432, ratingGroup));
  }

  private static byte[] used(int ratingGroup, long messages) {
    return group(MSCC, group(446, u64(417, messages)), u32(432, ratingGroup));
  }
}
