package io.tollgate.diameter.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.diameter.SampleMessages;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpHeader;
import io.tollgate.diameter.avp.AvpType;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ChargingAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.Grammar;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  private static final Avp TENANT =
      new Avp("tenant", 9001, 32473, AvpType.UTF8_STRING, false, Set.of(), Grammar.ANY);

  @TempDir Path directory;

  @Test
  void withoutRulesEveryRequestKeepsItsBytes() {
    for (Map.Entry<String, Message> sample : SampleMessages.all().entrySet()) {
      Avps body = sample.getValue().avps();
      assertThat(rewrite(Profile.STANDARD, body).toBytes())
          .as(sample.getKey())
          .isEqualTo(body.toBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3gpp", "oma", "sigscale", "freediameter", "cgrates"})
  void whatAShippedProfileWritesFitsTheGrammarOfItsCommand(String name) throws Exception {
    Profile profile = Profiles.named(name, Optional.empty());
    for (Message sample : SampleMessages.all().values()) {
      Avps body = rewrite(profile, sample.avps());
      MessageCodec.decode(
          MessageCodec.encode(
              new Message(
                  sample.flags(),
                  sample.command(),
                  sample.application(),
                  sample.hopByHop(),
                  sample.endToEnd(),
                  body)));
    }
    assertThat(profile.run()).isNotEmpty();
  }

  @Test
  void sigscaleGetsNoMFlagOnWhatItDoesNotKnowAndAContextForEachService() {
    Profile profile = Profiles.named("sigscale", Optional.empty());
    Avps ccr = rewrite(profile, SampleMessages.ccr(CreditRequestType.INITIAL, 0).avps());
    Avps service = Objects.requireNonNull(ccr.group(ChargingAvps.SERVICE_INFORMATION));
    service.forEach(
        (code, flags, vendor, data) ->
            assertThat((flags & AvpHeader.MANDATORY) != 0)
                .as("M of %s", code)
                .isEqualTo(!List.of(879, 1256, 2110).contains(code)));
    assertThat(ccr.text(CreditControlAvps.SERVICE_CONTEXT_ID)).isEqualTo("32260@3gpp.org");
    Avps message =
        new BodyRewriter(profile)
            .rewrite(
                SampleMessages.ccr(CreditRequestType.EVENT, 0).avps(),
                ServiceKind.PAGE_MESSAGE,
                ServiceProfile.IM);
    assertThat(message.text(CreditControlAvps.SERVICE_CONTEXT_ID)).isEqualTo("32274@3gpp.org");
    assertThat(profile.messages()).contains(Profile.Messages.RESERVE);
  }

  /** Five deviations of an OCS that nobody here has seen. */
  @Test
  void aProfileOfTheOperatorsOwnIsWrittenWithoutCode() throws Exception {
    Profile profile =
        own(
            "# five deviations",
            "title = Made up",
            "service-context.group-session = chat@ocs.example.com",
            "subscriptions = e164, sip-uri",
            "subscription.e164 = plus-digits",
            "subscription.sip-uri = user-at-host as nai",
            "called-party = user",
            "requested-units = empty",
            "avp.IMS-Information/Time-Stamps = leave-out",
            "avp.Number-Of-Participants = into Service-Information, without-m",
            "avp.879 = leave-out",
            "avp.Application-Session-ID = as-text",
            "event-units = in-command",
            "add.tenant = code=9001; vendor=32473; type=utf8-string; value=blue; m=no;"
                + " into=Service-Information; in=ccr",
            "rating.session = 100/7:service-specific:20, 101:time:60");
    Avps ccr = rewrite(profile, SampleMessages.ccr(CreditRequestType.INITIAL, 0).avps());
    assertThat(ccr.text(CreditControlAvps.SERVICE_CONTEXT_ID)).isEqualTo("chat@ocs.example.com");
    assertThat(ccr.groups(CreditControlAvps.SUBSCRIPTION_ID))
        .extracting(
            one ->
                one.integer32(CreditControlAvps.SUBSCRIPTION_ID_TYPE).orElse(-1)
                    + " "
                    + one.text(CreditControlAvps.SUBSCRIPTION_ID_DATA))
        .containsExactly("0 +4916012345", "3 alice@example.com");
    for (Avps mscc : ccr.groups(CreditControlAvps.MULTIPLE_SERVICES_CREDIT_CONTROL)) {
      assertThat(
              Objects.requireNonNull(mscc.group(CreditControlAvps.REQUESTED_SERVICE_UNIT)).length())
          .isZero();
    }
    Avps service = Objects.requireNonNull(ccr.group(ChargingAvps.SERVICE_INFORMATION));
    Avps ims = Objects.requireNonNull(service.group(ChargingAvps.IMS_INFORMATION));
    assertThat(ims.has(ChargingAvps.TIME_STAMPS)).isFalse();
    assertThat(ims.text(ChargingAvps.CALLED_PARTY_ADDRESS)).isEqualTo("room1");
    assertThat(service.has(ChargingAvps.POC_INFORMATION)).isFalse();
    assertThat(service.unsigned32(ChargingAvps.NUMBER_OF_PARTICIPANTS)).hasValue(3);
    assertThat(service.text(TENANT)).isEqualTo("blue");
    Avps acr = rewrite(profile, SampleMessages.acr(RecordType.STOP, 0).avps());
    Avps record = Objects.requireNonNull(acr.group(ChargingAvps.SERVICE_INFORMATION));
    assertThat(record.text(TENANT)).isNull();
    assertThat(
            Objects.requireNonNull(record.group(ChargingAvps.SERVICE_GENERIC_INFORMATION))
                .text(ChargingAvps.APPLICATION_SESSION_ID.as(AvpType.UTF8_STRING)))
        .isEqualTo("3000000000");
    Avps event = rewrite(profile, SampleMessages.ccr(CreditRequestType.EVENT, 0).avps());
    assertThat(event.has(CreditControlAvps.MULTIPLE_SERVICES_CREDIT_CONTROL)).isFalse();
    assertThat(event.has(CreditControlAvps.REQUESTED_SERVICE_UNIT)).isTrue();
    assertThat(event.has(CreditControlAvps.SERVICE_IDENTIFIER)).isTrue();
    assertThat(profile.ratings().get(ServiceKind.SESSION)).hasSize(2);
  }

  @Test
  void aLaterLineTakesBackWhatTheBaseSays() throws Exception {
    Profile profile =
        own(
            "based-on = sigscale",
            "avp.PoC-Information = as-is",
            "refunds = yes",
            "messages = debit");
    Avps service =
        Objects.requireNonNull(
            rewrite(profile, SampleMessages.ccr(CreditRequestType.INITIAL, 0).avps())
                .group(ChargingAvps.SERVICE_INFORMATION));
    List<Integer> plain = new ArrayList<>();
    service.forEach(
        (code, flags, vendor, data) -> {
          if ((flags & AvpHeader.MANDATORY) == 0) {
            plain.add(code);
          }
        });
    assertThat(plain).containsExactly(1256, 2110);
  }

  @Test
  void usageOfZeroIsLeftOutWhereTheProfileSaysSo() throws Exception {
    Profile profile = own("zero-usage = no");
    Avps ccr = SampleMessages.ccr(CreditRequestType.UPDATE, 1).avps();
    assertThat(rewrite(profile, ccr).toBytes()).isEqualTo(ccr.toBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour = red | line 2: colour (expected: title, run",
        "avp.PoC-Informatoin = leave-out | line 2: PoC-Informatoin (expected: the name or code",
        "avp.879 = drop | line 2: drop (expected: as-is, leave-out",
        "avp.CC-Request-Type = leave-out | line 2: CC-Request-Type (expected: not left out",
        "avp.SIP-Method = as-text | as-text for AVPs of 32 bits only",
        "avp.879 = into SIP-Method | a group; SIP-Method (824/10415) is UTF8_STRING",
        "service-context.chess = a@b.c | line 2: chess (expected: session",
        "service-context = somewhere | a Service-Context-Id",
        "subscriptions = msisdn | msisdn (expected: e164, imsi, sip-uri, nai, private)",
        "subscription.e164 = roman | roman (expected: as-is, digits",
        "called-party = roman | roman (expected: as-is, digits",
        "requested-units = many | many (expected: as-is, empty",
        "zero-usage = maybe | maybe (expected: yes or no)",
        "event-units = outside | outside (expected: in-command or in-services)",
        "unknown-avps = ask | ask (expected: tolerate or refuse)",
        "messages = barter | barter (expected: debit, reserve)",
        "rating.session = 1:time | 1:time (expected: GROUP[/IDENTIFIER]:UNITS:AMOUNT)",
        "rating.session = x:time:1 | x (expected: a whole number)",
        "add.x = code=1; type=unsigned-32; value=abc | abc (expected: a value of unsigned-32",
        "add.x = colour=1 | colour=1 (expected: code=",
        "based-on = nobody | line 2: based-on: nobody (expected: standard or one of",
        "no equals sign | no equals sign (expected: key = value)",
        "title = again | title (expected: once; it stands in line 1 too)"
      })
  void aMistakeIsToldWithFileLineAndReason(String line, String reason) {
    assertThatThrownBy(() -> own("title = wrong", line))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("own.profile, line 2: ")
        .hasMessageContaining(reason);
  }

  @Test
  void anOcsThatGivesNothingBackIsNotDebitedForMessages() {
    assertThatThrownBy(() -> own("refunds = no", "messages = debit"))
        .hasMessageContaining("line 2: messages = debit with refunds = no");
  }

  @Test
  void aServerIsFoundByItsNameThenItsRealmThenItsDomains() {
    Profiles profiles =
        Profiles.load(
            List.of("oma", "ocs1.example.com=sigscale", "example.net=cgrates"), Optional.empty());
    assertThat(profiles.of("OCS1.example.com", "example.com").name()).isEqualTo("sigscale");
    assertThat(profiles.of("ocs2.example.com", "example.com").name()).isEqualTo("oma");
    assertThat(profiles.of("ocs2.example.com", "example.net").name()).isEqualTo("cgrates");
    assertThat(profiles.of("a.b.example.net", "example.com").name()).isEqualTo("cgrates");
    assertThat(profiles.ofRealm("example.net").name()).isEqualTo("cgrates");
    assertThatThrownBy(() -> Profiles.load(List.of("nobody"), Optional.of(directory)))
        .hasMessageContaining("profile nobody (expected: standard, one of [3gpp");
  }

  private Profile own(String... lines) throws Exception {
    Files.write(directory.resolve("own.profile"), List.of(lines));
    return Profiles.named("own", Optional.of(directory));
  }

  private static Avps rewrite(Profile profile, Avps body) {
    assertThat(body.text(BaseAvps.SESSION_ID)).isEqualTo(SampleRecords.SESSION);
    return new BodyRewriter(profile).rewrite(body, ServiceKind.GROUP_SESSION, ServiceProfile.IM);
  }
}
