package io.tollgate.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.online.RatingPlan;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.charging.record.Units;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.check.CheckReport;
import io.tollgate.diameter.check.CheckReport.Finding;
import io.tollgate.diameter.check.CheckReport.Verdict;
import io.tollgate.diameter.check.PeerCheck;
import io.tollgate.diameter.check.ReportJson;
import io.tollgate.diameter.check.ReportText;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerText;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.common.Wishes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A check of an OCS and a CDF that take nothing but what they want. */
class PeerCheckIT {
  private static final String REALM = "lab.tollgate.example";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final AtomicInteger SESSIONS = new AtomicInteger();

  private static Lab lab;
  private static LabConfig plain;

  @BeforeAll
  static void aStrictLab() throws Exception {
    plain = LabConfig.ephemeral().with("ocs.dictionary", "strict").with("cdf.dictionary", "strict");
    lab = Lab.start(plain);
  }

  @AfterAll
  static void stop() throws Exception {
    lab.close();
  }

  private static void wants(LabConfig config) {
    lab.ocs().engine().configure(config);
    lab.cdf().setWishes(Wishes.of(config, "cdf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "3gpp", "oma"})
  void whereEverythingIsTakenTheReportIsGreen(String profile) throws Exception {
    wants(plain);
    CheckReport report = check("ocs", Profiles.named(profile, Optional.empty()));
    assertThat(report.isGreen()).as(ReportText.of(report, false)).isTrue();
    assertThat(report.steps())
        .extracting(CheckReport.Step::name)
        .contains(
            "CER",
            "DWR",
            "CCR INITIAL group-session",
            "CCR INITIAL group-session repeated with T",
            "CCR UPDATE group-session",
            "CCR TERMINATION group-session",
            "CCR EVENT debit page-message",
            "CCR EVENT refund page-message",
            "DPR");
    CheckReport records = check("cdf", Profiles.named(profile, Optional.empty()));
    assertThat(records.isGreen()).as(ReportText.of(records, false)).isTrue();
    assertThat(records.steps())
        .extracting(CheckReport.Step::name)
        .contains(
            "ACR START group-session",
            "ACR START repeated with T",
            "ACR INTERIM group-session",
            "ACR STOP group-session",
            "ACR EVENT page-message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigscale", "freediameter", "cgrates"})
  void theOthersAreTakenByADictionaryWithoutWhatTheirSystemLacks(String profile) throws Exception {
    wants(plain.with("ocs.dictionary.without", "879,1256,2110"));
    CheckReport report = check("ocs", Profiles.named(profile, Optional.empty()));
    assertThat(report.isGreen()).as(ReportText.of(report, false)).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // what | function | setting of the lab | lines of the profile | AVP | what answers it
        "a group not known | ocs | ocs.dictionary.without=879 || PoC-Information"
            + " | avp.PoC-Information = without-m",
        "a group of OMA not known | ocs | ocs.dictionary.without=1256"
            + " || Service-Generic-Information | avp.Service-Generic-Information = without-m",
        "counters not known | ocs | ocs.dictionary.without=2110 || IM-Information"
            + " | avp.IM-Information = without-m",
        "deep inside | ocs | ocs.dictionary.without=824 || Event-Type (823/10415) > SIP-Method"
            + " | avp.SIP-Method = without-m",
        "only in the last request | ocs | ocs.dictionary.without=3401 || Reason-Header"
            + " | avp.Reason-Header = without-m",
        "overload control not allowed | ocs | ocs.demands=refuses 621 || OC-Supported-Features"
            + " | overload-control = no",
        "another service context | ocs | ocs.demands=value 461 32260@3gpp.org"
            + " || Service-Context-Id | service-context.group-session = 32260@3gpp.org",
        "numbers with a plus | ocs | ocs.demands=value 443/444 [+][0-9]+ | subscriptions = e164"
            + " | Subscription-Id-Data | subscription.e164 = plus-digits",
        "one subscription only | ocs | ocs.demands=once 443 || Subscription-Id"
            + " | subscriptions = e164",
        "units that are zero | ocs | ocs.demands=nonzero 456/437/417"
            + " | requested-units = empty-is-zero"
            + " | CC-Service-Specific-Units | requested-units = zero-is-empty",
        "units that are empty | ocs | ocs.demands=nonempty 456/437 | requested-units = empty"
            + " | Requested-Service-Unit | requested-units = as-is",
        "units of events in the command | ocs | ocs.demands=EVENT needs 437"
            + " || Requested-Service-Unit | event-units = in-command",
        "units of events in services | ocs | ocs.demands=EVENT needs 456"
            + " | event-units = in-command | Multiple-Services-Credit-Control"
            + " | event-units = in-services",
        "no refunds | ocs | ocs.demands=EVENT answers 5012 436=1 || -" + " | refunds = no",
        "a number as text | ocs | ocs.demands=text 873/1256/2102 || Application-Service-Type"
            + " | avp.Application-Service-Type = as-text",
        "left out and wanted | ocs | ocs.demands=needs 873/879 | avp.PoC-Information = leave-out"
            + " | PoC-Information | avp.PoC-Information = as-is",
        "a constant that lacks | ocs | ocs.demands=needs 411 || CC-Correlation-Id"
            + " | add.CC-Correlation-Id = code=411; vendor=0; type=octet-string; value=...; m=yes",
        "called party in digits | ocs | ocs.demands=value 873/876/832 tollgate-check-[a-z]+"
            + " || Called-Party-Address | called-party = user",
        "nothing used is not told | ocs | ocs.demands=nonzero 456/446/417"
            + " || CC-Service-Specific-Units | zero-usage = no",
        "rating group not known | ocs | ocs.demands=answers 5031 456/432=2 || -"
            + " | rating.group-session = GROUP[/IDENTIFIER]:UNITS:AMOUNT",
        "payer not known | ocs | ocs.unknown-users=refuse || - | --payer",
        "who takes part, elsewhere | ocs | ocs.demands=needs 873/885;refuses 873/879/885"
            + " || Number-Of-Participants"
            + " | avp.Service-Information/PoC-Information/Number-Of-Participants = into"
            + " Service-Information",
        "no name of what is refused | ocs | ocs.demands=answers 5012 873/1256/2102=100 || -"
            + " | avp.Service-Generic-Information = leave-out",
        "a constant too many | ocs | ocs.dictionary=strict"
            + " | add.colour = code=4711; vendor=99; value=blue; m=yes | AVP 4711/99"
            + " | add.colour = nothing",
        "records: a group not known | cdf | cdf.dictionary.without=879 || PoC-Information"
            + " | avp.PoC-Information = without-m",
        "records: subscriptions in the command | cdf"
            + " | cdf.demands=needs 443;refuses 873/443 || Subscription-Id"
            + " | avp.Service-Information/Subscription-Id = into command",
        "records: no body | cdf | cdf.demands=refuses 873/876/889 || Message-Body"
            + " | avp.Message-Body = leave-out"
      })
  void eachMistakeIsNamedWithItsAvpAndTheSettingThatChangesIt(
      String what, String function, String setting, String lines, String avp, String answer)
      throws Exception {
    int equals = setting.indexOf('=');
    wants(plain.with(setting.substring(0, equals), setting.substring(equals + 1)));
    Profile profile =
        lines == null
            ? Profile.STANDARD
            : Profiles.changed(
                Profile.STANDARD,
                lines.startsWith("add.")
                    ? List.of(lines)
                    : Arrays.stream(lines.split(";")).map(String::strip).toList());
    CheckReport report = check(function, profile);
    assertThat(report.isGreen()).as(what).isFalse();
    assertThat(report.findings())
        .as(ReportText.of(report, false))
        .anySatisfy(
            finding -> {
              if (!avp.equals("-")) {
                assertThat(finding.avp()).contains(avp);
              }
              assertThat(told(finding)).anySatisfy(one -> assertThat(one).startsWith(answer));
            });
  }

  private static List<String> told(Finding finding) {
    return finding.proven() ? finding.lines() : finding.settings();
  }

  @Test
  void manyMistakesAreAllFoundAndTheLinesTogetherAreAProfileThatIsTaken() throws Exception {
    wants(
        plain
            .with("ocs.dictionary.without", "879,1256,2110,3401")
            .with("ocs.demands", "refuses 621;value 461 32260@3gpp.org;EVENT answers 5012 436=1"));
    CheckReport report = check("ocs", Profile.STANDARD);
    assertThat(report.steps())
        .as(ReportText.of(report, false))
        .noneMatch(step -> step.verdict() == Verdict.UNANSWERED);
    Profile proposed = Profiles.changed(Profile.STANDARD, report.changes());
    CheckReport again = check("ocs", proposed);
    assertThat(again.isGreen()).as(ReportText.of(again, false)).isTrue();
  }

  /** Each line is one of deploy/docs/profiles.md; the standard form meets all five. */
  @Test
  void aProfileOfTheDocumentedLinesIsAllThatAnOcsWithFiveDeviationsNeeds(@TempDir Path folder)
      throws Exception {
    wants(
        plain
            .with("ocs.dictionary.without", "879,1256")
            .with(
                "ocs.demands",
                "value 461 messages@ocs.example.net;value 443/444 [+][0-9]+;EVENT needs 437;"
                    + "EVENT answers 5012 436=1;needs 411"));
    assertThat(check("ocs", Profile.STANDARD).isGreen()).isFalse();
    Files.writeString(
        folder.resolve("own.profile"),
        """
        title = an OCS of its own kind
        service-context = messages@ocs.example.net
        subscriptions = e164
        subscription.e164 = plus-digits
        avp.PoC-Information = without-m
        avp.Service-Generic-Information = without-m
        event-units = in-command
        refunds = no
        add.correlation = code=411; type=octet-string; value=0a0b; m=yes
        """);
    CheckReport report = check("ocs", Profiles.named("own", Optional.of(folder)));
    assertThat(report.isGreen()).as(ReportText.of(report, false)).isTrue();
  }

  @Test
  void nothingIsHeldOrOwedAfterwards() throws Exception {
    wants(plain.with("ocs.dictionary.without", "879,3401"));
    check("ocs", Profile.STANDARD);
    assertThat(lab.ocs().engine().sessions()).noneMatch(session -> session.isOpen());
    assertThat(lab.ocs().engine().accounts())
        .allSatisfy(account -> assertThat(account.reserved()).isZero());
  }

  @Test
  void whoIsNotThereIsToldAndNothingMoreIsTried() throws Exception {
    PeerConfig nobody = PeerText.parse("ocs." + REALM + "@127.0.0.1:1;ro");
    CheckReport report = check(nobody, Profile.STANDARD);
    assertThat(report.isGreen()).isFalse();
    assertThat(report.steps()).hasSize(1);
    assertThat(report.findings().get(0).settings().get(0)).startsWith("diameter.peers");
  }

  @Test
  void aPeerWithAnotherNameIsToldByItsName() throws Exception {
    wants(plain);
    CheckReport report =
        check(
            PeerText.parse("other." + REALM + "@127.0.0.1:" + lab.ocsNode().port() + ";ro"),
            Profile.STANDARD);
    assertThat(report.findings().get(0).settings().get(0))
        .isEqualTo("diameter.peers: ocs." + REALM + " as its name");
  }

  @Test
  void theReportIsOneJsonValue() throws Exception {
    wants(plain.with("ocs.dictionary.without", "879"));
    String json = ReportJson.of(check("ocs", Profile.STANDARD));
    assertThat(json)
        .startsWith("{\"peer\":\"ocs." + REALM + "\"")
        .contains("\"green\":false")
        .contains("\"resultName\":\"DIAMETER_AVP_UNSUPPORTED\"")
        .contains("\"lines\":[\"avp.PoC-Information = without-m\"],\"proven\":true")
        .endsWith("}\n");
  }

  /** Without an amount where the profile is to make it zero. */
  private static Units units(Profile profile, Units rated) {
    return profile.requested() == Profile.Requested.EMPTY_IS_ZERO ? Units.NONE : rated;
  }

  /** Somebody else each time, whom the OCS does not know yet. */
  private static List<SubscriptionId> payer(int number) {
    return List.of(
        new SubscriptionId(SubscriptionId.Type.E164, "1555" + (1_000_000 + number)),
        new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:alice" + number + "@example.com"));
  }

  private static CheckReport check(String function, Profile profile) throws Exception {
    boolean online = function.equals("ocs");
    int port = online ? lab.ocsNode().port() : lab.cdfNode().port();
    return check(
        PeerText.parse(function + "." + REALM + "@127.0.0.1:" + port + (online ? ";ro" : ";rf")),
        profile);
  }

  private static CheckReport check(PeerConfig peer, Profile profile) throws Exception {
    return new PeerCheck(
            new PeerCheck.Target(
                TransportConfig.outbound(
                    new LocalNode(
                        "tollgate.example.com", "example.com", List.of(), 0, "Tollgate", 1),
                    REALM,
                    List.of(peer),
                    PeerTimers.DEFAULT),
                peer,
                profile,
                SampleRecords.writer(),
                kind ->
                    requireNonNull(RatingPlan.DEFAULT.services().get(kind)).stream()
                        .map(
                            rated ->
                                new ServiceUsage(
                                    rated.ratingGroup(),
                                    rated.serviceIdentifier(),
                                    List.of(),
                                    units(profile, rated.requested()),
                                    Set.of(),
                                    Set.of()))
                        .toList(),
                !profile.refunds(),
                payer(SESSIONS.incrementAndGet()),
                () -> "tollgate.example.com;1;" + SESSIONS.incrementAndGet(),
                Duration.ofSeconds(10)),
            NOW)
        .run();
  }
}
