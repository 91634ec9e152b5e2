# Only looks: writes nothing, installs nothing, asks for no rights. For Windows PowerShell 5.1 and newer; ASCII only,
# since 5.1 reads files in the code page of the machine. Comments are left out of what is given away; see mod.rs.
$env:WSL_UTF8 = '1'

# A program with a limit of its own, so that one that hangs does not hang the rest.
function Show-Answer([string] $Program, [string] $Arguments) {
    $found = @(Get-Command -Name $Program -CommandType Application -ErrorAction SilentlyContinue)
    if ($found.Count -eq 0) { return }
    ''
    ('$ ' + $Program + ' ' + $Arguments).Trim()
    $start = New-Object -TypeName System.Diagnostics.ProcessStartInfo
    $start.FileName = $found[0].Path
    $start.Arguments = $Arguments
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = [System.Text.Encoding]::UTF8
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit(15000)) {
        $process.Kill()
        '[no answer]'
        return
    }
    $output.Result.Trim()
    $errors.Result.Trim()
    if ($process.ExitCode -ne 0) { '[exit ' + $process.ExitCode + ']' }
}

function Show-File([string] $Path) {
    if (Test-Path -LiteralPath $Path -PathType Leaf) {
        ''
        '$ cat ' + $Path
        Get-Content -LiteralPath $Path -TotalCount 400
    }
}

function Hide-Name([string] $Text, [string] $Name, [string] $Mask) {
    if ($Name.Length -lt 3 -or @('admin', 'user', 'docker', 'nvidia', 'windows', 'ubuntu') -contains $Name) { return $Text }
    return $Text -replace ('(?<![A-Za-z0-9_])' + [regex]::Escape($Name) + '(?![A-Za-z0-9_])'), $Mask
}

$answers = & {
    Show-Answer 'cmd.exe' '/c ver'
    Show-Answer 'nvidia-smi' ''
    Show-Answer 'nvidia-smi' '-L'
    Show-Answer 'nvidia-smi' '--query-gpu=index,name,driver_version,memory.total,driver_model.current --format=csv'
    if (-not (Get-Command -Name 'nvidia-smi' -CommandType Application -ErrorAction SilentlyContinue)) {
        ''
        '$ nvidia-smi'
        "'nvidia-smi' is not recognized as an internal or external command,"
        'operable program or batch file.'
    }
    ''
    '$ Get-CimInstance Win32_VideoController'
    Get-CimInstance -ClassName Win32_VideoController -ErrorAction SilentlyContinue |
        ForEach-Object { $_.Name + ' ' + $_.DriverVersion }
    Show-Answer 'wsl.exe' '--version'
    Show-Answer 'wsl.exe' '-l -v'
    Show-Answer 'wsl.exe' '--status'
    Show-Answer 'docker' 'version'
    Show-Answer 'docker' 'info'
    Show-Answer 'docker' 'context ls'
    Show-Answer 'docker' 'compose version'
    Show-File (Join-Path -Path $env:USERPROFILE -ChildPath '.docker\daemon.json')
    Show-File (Join-Path -Path $env:USERPROFILE -ChildPath '.wslconfig')
}

$text = ($answers -join "`n") -replace "`0|`r", ''
$octet = '[0-9]{1,3}'
$address = "$octet\.$octet\.$octet\.$octet"
$text = $text -replace '[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}', '00000000-0000-0000-0000-000000000000'
$text = $text -replace '(Serial Number *[:=] *)[A-Za-z0-9-]+', '$1[serial]'
$text = $text -replace '([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}', '[mac]'
$text = $text -replace '(://)[^/@ ]+@', '$1[secret]@'
$text = $text -replace '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}', '[mail]'
$text = $text -replace "(://|@)$address", '$1[ip]'
$text = $text -replace "(?<![0-9A-Za-z.-])$address(?=[:/][0-9])", '[ip]'
$text = $text -replace "(?<![0-9A-Za-z.-])(1[0-9]|[2-9][0-9]|[12][0-9][0-9])\.$octet\.$octet\.$octet(?![0-9A-Za-z.-])", '[ip]'
$text = $text -replace '(/home/|\\Users\\)[^/\\ :"]+', '$1[user]'
$text = $text -replace '(?m)^( *(Name|Username|ID|HTTP Proxy|HTTPS Proxy|No Proxy): +).*', '$1[masked]'
$text = Hide-Name $text $env:USERNAME '[user]'
$text = Hide-Name $text $env:COMPUTERNAME '[host]'
$text
