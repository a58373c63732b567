package io.tollgate;

import io.tollgate.charging.online.RatedService;
import io.tollgate.charging.online.RatingPlan;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.diameter.SessionIds;
import io.tollgate.diameter.check.PeerCheck;
import io.tollgate.diameter.information.ServiceInformationWriter;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerText;
import io.tollgate.settings.DiameterSettings;
import io.tollgate.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the check of a peer out of the settings, so that it is spoken to as in service. */
public final class PeerChecks {
  private PeerChecks() {}

  /**
   * @param name a peer of diameter.peers, or the text of one that is not there yet
   * @param profileName instead of the one that the settings choose
   * @param payers addresses of who pays; empty for one that is made up
   */
  public static PeerCheck of(
      Settings settings,
      String name,
      Optional<String> profileName,
      List<String> payers,
      Duration timeout,
      Instant now) {
    DiameterSettings diameter = settings.diameter();
    PeerConfig peer = peer(diameter, name);
    Profiles profiles = diameter.loadProfiles();
    String realm =
        peer.interfaces().contains(ChargingInterface.CH2)
            ? diameter.onlineRealm().orElse(diameter.realm())
            : diameter.offlineRealm().orElse(diameter.realm());
    Profile profile =
        profileName
            .map(one -> Profiles.named(one, diameter.profileDirectory()))
            .orElseGet(() -> profiles.of(peer.host(), realm));
    SessionIds sessionIds = new SessionIds(diameter.identity(), now);
    RatingPlan rating = ChargingAssembly.rating(settings.charging().rating(), profile);
    return new PeerCheck(
        new PeerCheck.Target(
            DiameterAssembly.transportConfig(diameter, () -> profiles, now),
            peer,
            profile,
            new ServiceInformationWriter(DiameterAssembly.policy(diameter, now)),
            kind ->
                rating.services().getOrDefault(kind, List.of()).stream()
                    .map(PeerChecks::usage)
                    .toList(),
            ChargingAssembly.reservesMessages(settings.charging(), profile),
            payer(payers, diameter.realm()),
            () -> sessionIds.get() + ";check",
            timeout),
        now);
  }

  private static PeerConfig peer(DiameterSettings settings, String name) {
    List<PeerConfig> peers = PeerText.parse(settings.peers(), settings.maxOutstanding(), 0);
    return peers.stream()
        .filter(peer -> peer.host().equalsIgnoreCase(name))
        .findFirst()
        .orElseGet(
            () -> {
              if (name.indexOf('@') < 0) {
                throw new IllegalArgumentException(
                    "peer \"%s\" (expected: one of diameter.peers, %s, or a text as it would stand there, with @)"
                        .formatted(name, peers.stream().map(PeerConfig::host).toList()));
              }
              return PeerText.parse(name);
            });
  }

  private static ServiceUsage usage(RatedService rated) {
    return new ServiceUsage(
        rated.ratingGroup(),
        rated.serviceIdentifier(),
        List.of(),
        rated.requested(),
        Set.of(),
        Set.of());
  }

  private static List<SubscriptionId> payer(List<String> addresses, String realm) {
    if (addresses.isEmpty()) {
      return List.of(
          new SubscriptionId(SubscriptionId.Type.E164, "15550100"),
          new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:tollgate-check@" + realm));
    }
    List<SubscriptionId> payer = new ArrayList<>();
    for (String address : addresses) {
      payer.add(subscription(address));
    }
    return payer;
  }

  private static SubscriptionId subscription(String address) {
    int colon = address.indexOf(':');
    String scheme = colon < 0 ? "" : address.substring(0, colon);
    String rest = address.substring(colon + 1);
    return switch (scheme) {
      case "sip", "sips" -> new SubscriptionId(SubscriptionId.Type.SIP_URI, address);
      case "tel" -> new SubscriptionId(SubscriptionId.Type.E164, rest.replaceAll("[^0-9]", ""));
      case "imsi" -> new SubscriptionId(SubscriptionId.Type.IMSI, rest);
      case "nai" -> new SubscriptionId(SubscriptionId.Type.NAI, rest);
      case "private" -> new SubscriptionId(SubscriptionId.Type.PRIVATE, rest);
      default ->
          throw new IllegalArgumentException(
              "payer \"%s\" (expected: sip:, tel:, imsi:, nai: or private: and the address)"
                  .formatted(address));
    };
  }
}
