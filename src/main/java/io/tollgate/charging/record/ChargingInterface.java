package io.tollgate.charging.record;

/** The two reference points between the Charging Enabler User and the Charging Enabler. */
public enum ChargingInterface {
  /** Offline, Diameter Rf. */
  CH1,
  /** Online, Diameter Ro. */
  CH2
}
