package io.tollgate;

import io.tollgate.alarm.AlarmBook;
import io.tollgate.alarm.AlarmLog;
import io.tollgate.alarm.snmp.SnmpNotifier;
import io.tollgate.settings.Settings;
import io.tollgate.settings.SnmpSettings;
import java.time.InstantSource;
import java.util.HexFormat;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Whom alarms are told, besides those who look. */
record AlarmModule(@Nullable SnmpNotifier notifier) implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(AlarmModule.class);

  static AlarmModule of(Settings settings, AlarmBook alarms) {
    alarms.listen(new AlarmLog());
    SnmpSettings snmp = settings.snmp();
    if (snmp.receivers().isEmpty()) {
      return new AlarmModule(null);
    }
    byte[] engine = snmp.engine(settings.diameter().identity());
    SnmpNotifier notifier =
        new SnmpNotifier(
            new SnmpNotifier.Form(snmp.root(), settings.diameter().identity(), engine),
            new SnmpNotifier.Security(
                snmp.community().value(),
                snmp.user(),
                snmp.authentication().name(),
                snmp.password().value(),
                snmp.privacyPassword().value()),
            snmp.receivers().stream()
                .map(each -> new SnmpNotifier.Receiver(each.host(), each.port()))
                .toList(),
            InstantSource.system());
    alarms.listen(notifier);
    LOG.info(
        "alarms go to {} as SNMP notifications; engine 0x{}",
        snmp.receivers(),
        HexFormat.of().formatHex(engine));
    return new AlarmModule(notifier);
  }

  @Override
  public void close() {
    if (notifier != null) {
      notifier.close();
    }
  }
}
