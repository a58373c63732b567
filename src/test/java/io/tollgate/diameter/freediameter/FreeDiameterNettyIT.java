package io.tollgate.diameter.freediameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.check.CheckReport;
import io.tollgate.diameter.check.PeerCheck;
import io.tollgate.diameter.check.ReportText;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.TestRequests;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class FreeDiameterNettyIT implements FreeDiameterContract {

  @Override
  public DiameterTransport transport(TransportConfig config) {
    return new NettyDiameterTransport(config, TransportMetrics.NONE);
  }

  @Test
  void aCheckOfFreeDiameterWithItsProfileIsGreen(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    AtomicInteger sessions = new AtomicInteger();
    try (FreeDiameter peer = FreeDiameter.start(folder)) {
      CheckReport report =
          new PeerCheck(
                  new PeerCheck.Target(
                      TestRequests.config(peer.config()),
                      peer.config(),
                      Profiles.named("freediameter", Optional.empty()),
                      SampleRecords.writer(),
                      kind -> List.of(units(kind.ordinal())),
                      false,
                      List.of(new SubscriptionId(SubscriptionId.Type.E164, "15550100")),
                      () -> "tollgate.example.com;1;" + sessions.incrementAndGet(),
                      Duration.ofSeconds(20)),
                  Instant.now())
              .run();
      assertThat(report.isGreen()).as(ReportText.of(report, true)).isTrue();
      assertThat(peer.complaints()).isEmpty();
    }
  }

  private static ServiceUsage units(long group) {
    return new ServiceUsage(
        group, null, List.of(), Units.of(UnitType.SERVICE_SPECIFIC, 1), Set.of(), Set.of());
  }
}
