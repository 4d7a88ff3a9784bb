/** ASVS 6.5.5: an out-of-band link or code lives 10 minutes at most. */
export const LINK_MINUTES = 10;

/** A browser that nobody signed in with for a year is a new one. */
export const DEVICE_DAYS = 365;

/** NIST SP 800-63B-4, AAL2: at most 24 hours overall, 1 hour without use. Real time, checked on the server. */
export const ABSOLUTE_HOURS = 24;
export const IDLE_MINUTES = 60;
