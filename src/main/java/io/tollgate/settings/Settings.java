package io.tollgate.settings;

import java.util.Map;

/** Everything an operator can set, read once and never changed. */
public record Settings(
    ContainerSettings container,
    SipSettings sip,
    MsrpSettings msrp,
    ConferenceSettings conference,
    ChargingSettings charging,
    DiameterSettings diameter,
    JournalSettings journal,
    DeferredSettings deferred,
    ConsoleSettings console) {

  public Settings {
    Listeners.check(container, msrp);
    Listeners.checkWhoMaySpeak(container, sip);
    charging.checkTexts();
  }

  /** The defaults with some of them changed, named as in the catalogue. */
  public static Settings of(Map<String, String> changed) {
    return new SettingsReader().with(new SettingsSource("given", changed)).read().settings();
  }

  public static Settings defaults() {
    return of(Map.of());
  }
}
