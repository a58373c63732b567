# TS 32.299 and TS 32.260 to the letter: every charging AVP with V and M, IMS service context
# (TS 32.260 6.1.1), unknown mandatory AVPs in answers refused (RFC 6733 4.1).
title = 3GPP, strict
run = the laboratory OCS with a strict dictionary
service-context = 32260@3gpp.org
requested-units = zero-is-empty
unknown-avps = refuse
# Called as in TS 32.299 7.2: Subscription-Id END_USER_E164 holds digits only (RFC 8506 8.47).
subscription.e164 = digits
# Newer than many dictionaries, and without the M flag in the standard form.
avp.Cellular-Network-Information = with-m
avp.IMS-Visited-Network-Identifier = with-m
avp.Instance-Id = with-m
