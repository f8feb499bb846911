import type { KqlFunction, KqlType } from "../../../contract/index.ts";

/**
 * What a reputation service knows of a file. Names and meanings of Microsoft's reference for `FileProfile()`
 * (Defender XDR, advanced hunting); null and empty are what the service does not know.
 */
export interface FileProfile {
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  /** Bytes. */
  readonly size: number;
  /** Instances that the service has seen in the world. */
  readonly globalPrevalence: number | null;
  /** ISO 8601, like the next. */
  readonly globalFirstSeen: string | null;
  readonly globalLastSeen: string | null;
  readonly signer: string;
  readonly issuer: string;
  readonly signerHash: string;
  readonly isCertificateValid: boolean | null;
  readonly isRootSignerMicrosoft: boolean | null;
  readonly signatureState: "SignedValid" | "SignedInvalid" | "Unsigned" | "Unknown";
  readonly isExecutable: boolean | null;
  readonly threatName: string;
  readonly publisher: string;
  readonly softwareName: string;
}

/** A column that `FileProfile` adds. */
export interface FileProfileColumn {
  readonly name: string;
  readonly type: KqlType;
  readonly read: (profile: FileProfile) => string | number | boolean | null;
}

/** In the order of the reference; `ProfileAvailability`, the last, says how the asking went and is in no profile. */
export const FILE_PROFILE_COLUMNS: readonly FileProfileColumn[] = [
  { name: "SHA1", type: "string", read: ({ sha1 }) => sha1 },
  { name: "SHA256", type: "string", read: ({ sha256 }) => sha256 },
  { name: "MD5", type: "string", read: ({ md5 }) => md5 },
  { name: "FileSize", type: "int", read: ({ size }) => size },
  { name: "GlobalPrevalence", type: "int", read: ({ globalPrevalence }) => globalPrevalence },
  { name: "GlobalFirstSeen", type: "datetime", read: ({ globalFirstSeen }) => globalFirstSeen },
  { name: "GlobalLastSeen", type: "datetime", read: ({ globalLastSeen }) => globalLastSeen },
  { name: "Signer", type: "string", read: ({ signer }) => signer },
  { name: "Issuer", type: "string", read: ({ issuer }) => issuer },
  { name: "SignerHash", type: "string", read: ({ signerHash }) => signerHash },
  { name: "IsCertificateValid", type: "bool", read: ({ isCertificateValid }) => isCertificateValid },
  { name: "IsRootSignerMicrosoft", type: "bool", read: ({ isRootSignerMicrosoft }) => isRootSignerMicrosoft },
  { name: "SignatureState", type: "string", read: ({ signatureState }) => signatureState },
  { name: "IsExecutable", type: "bool", read: ({ isExecutable }) => isExecutable },
  { name: "ThreatName", type: "string", read: ({ threatName }) => threatName },
  { name: "Publisher", type: "string", read: ({ publisher }) => publisher },
  { name: "SoftwareName", type: "string", read: ({ softwareName }) => softwareName },
];

export const PROFILE_AVAILABILITY = "ProfileAvailability";

const JOINT = "_FileProfile_";
const added = FILE_PROFILE_COLUMNS.map(({ name, type }) => `${name}: ${type}`).join(", ");

/** What parsers have to know of it. The body is never run: it says which columns come out, and how those are named that are there already. */
export const FILE_PROFILE_FUNCTION: KqlFunction = {
  name: "FileProfile",
  parameters: '(T: (*), x: dynamic = "", y: long = 100)',
  body: `{
    T | extend ${JOINT} = 1
    | join kind=leftouter (datatable (${JOINT}: long, ${added}, ${PROFILE_AVAILABILITY}: string) []) on ${JOINT}
    | project-away ${JOINT}, ${JOINT}1
  }`,
  doc: "What Microsoft knows of files by their hashes: how common they are, since when, and who signed them. Write it after `invoke`: `DeviceFileEvents | invoke FileProfile(SHA1, 1000)`.",
};
